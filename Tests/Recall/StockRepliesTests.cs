using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.Recall.Stock;
using Ojousama.Text;

namespace Ojousama.Tests.Recall
{
    public sealed class StockRepliesTests
    {
        const int Buckets = 1 << 10;

        [Test]
        public void A_line_is_told_by_its_wording_whatever_its_width_and_case()
        {
            ActClassifier classifier = Classifier(("thanks", "ありがとう"), ("greeting", "hello"));

            Assert.That(classifier.Classify("手伝ってくれてありがとう")[0].Act, Is.EqualTo("thanks"));
            Assert.That(classifier.Classify("Ｈｅｌｌｏ")[0].Act, Is.EqualTo("greeting"));
        }

        [Test]
        public void The_likelihoods_of_all_acts_are_one_together_also_for_an_empty_line()
        {
            ActClassifier classifier = Classifier(("thanks", "ありがとう"), ("greeting", "hello"));

            foreach (string line in new[] { "ありがとう", "", "\uD83D" })
                Assert.That(classifier.Classify(line).Sum(guess => guess.Probability), Is.EqualTo(1).Within(1e-5), line);
        }

        [Test]
        public void Nothing_is_said_twice_and_then_the_next_act_answers_and_then_nothing_does()
        {
            var stock = new StockReplies(Classifier(("thanks", "ありがとう"), ("greeting", "hello")), new Dictionary<string, IReadOnlyList<string>>
            {
                ["thanks"] = new[] { "いいえ", "光栄ですわ" },
                ["greeting"] = new[] { "ごきげんよう" },
            });
            var said = new List<string>();
            while (stock.Choose("ありがとう", said.Count, reply => !said.Contains(reply)) is StockReply reply)
                said.Add(reply.Text);

            Assert.That(said.Take(2), Is.EquivalentTo(new[] { "いいえ", "光栄ですわ" }));
            Assert.That(said.Skip(2), Is.EqualTo(new[] { "ごきげんよう" }));
        }

        [Test]
        public void The_same_line_at_the_same_place_gets_the_same_reply()
        {
            var stock = new StockReplies(Classifier(("thanks", "ありがとう"), ("greeting", "hello")), new Dictionary<string, IReadOnlyList<string>>
            {
                ["thanks"] = Enumerable.Range(0, 9).Select(i => $"{i}").ToArray(),
            });

            string[] once = All(), again = All();

            Assert.That(once, Is.Unique);
            Assert.That(again, Is.EqualTo(once));

            string[] All() => Enumerable.Range(0, 9).Select(turn => stock.Choose("ありがとう", turn, _ => true)!.Text).ToArray();
        }

        /// <summary>Knows each act by one line's n-grams.</summary>
        internal static ActClassifier Classifier(params (string Act, string Line)[] acts)
        {
            var weights = new sbyte[acts.Length * Buckets];
            for (int act = 0; act < acts.Length; act++)
            {
                var counts = new Dictionary<int, int>();
                CharacterNgrams.Count(ActClassifier.Spell(acts[act].Line), Buckets, counts);
                foreach (int bucket in counts.Keys)
                    weights[(bucket * acts.Length) + act] = 10;
            }

            return new ActClassifier(acts.Select(a => a.Act).ToArray(), weights, acts.Select(_ => 1f).ToArray(), new float[acts.Length]);
        }
    }
}
