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

            Assert.That(Likeliest(classifier, "手伝ってくれてありがとう"), Is.EqualTo("thanks"));
            Assert.That(Likeliest(classifier, "Ｈｅｌｌｏ"), Is.EqualTo("greeting"));
        }

        [Test]
        public void The_likelihoods_of_all_acts_are_one_together_also_for_an_empty_line()
        {
            ActClassifier classifier = Classifier(("thanks", "ありがとう"), ("greeting", "hello"));

            foreach (string line in new[] { "ありがとう", "", "\uD83D" })
                Assert.That(classifier.Guess(line).Probabilities.Sum(), Is.EqualTo(1).Within(1e-5), line);
        }

        [Test]
        public void Nothing_is_said_twice_and_then_what_suits_less_is_said_and_then_nothing()
        {
            StockReplies stock = Stock(("いいえ", "thanks"), ("ごきげんよう", "greeting"), ("光栄ですわ", "thanks"));
            var said = new List<string>();
            while (stock.Choose(stock.Classifier.Guess("ありがとう"), "ありがとう", said.Count, reply => !said.Contains(reply)) is StockReply reply)
                said.Add(reply.Text);

            Assert.That(said.Take(2), Is.EquivalentTo(new[] { "いいえ", "光栄ですわ" }));
            Assert.That(said.Skip(2), Is.EqualTo(new[] { "ごきげんよう" }));
        }

        [Test]
        public void In_doubt_what_suits_both_goes_before_what_suits_the_likelier_alone()
        {
            ActClassifier classifier = Classifier(("thanks", "ありがとう"), ("greeting", "ありがと"));
            var both = new SuitedReply("まあ、ごきげんよう", new[] { (0, 1f), (1, 1f) });
            var stock = new StockReplies(classifier, new[] { new SuitedReply("いいえ", new[] { (0, 1f) }), both, new SuitedReply("ごきげんよう", new[] { (1, 1f) }) });

            StockReply chosen = stock.Choose(stock.Classifier.Guess("ありが"), "ありが", 0, _ => true)!;

            Assert.That((chosen.Text, chosen.Fit), Is.EqualTo((both.Text, 1f)));
        }

        [Test]
        public void The_same_line_at_the_same_place_gets_the_same_reply()
        {
            StockReplies stock = Stock(Enumerable.Range(0, 9).Select(i => ($"{i}", "thanks")).ToArray());

            string[] once = All(), again = All();

            Assert.That(once, Is.Unique);
            Assert.That(again, Is.EqualTo(once));

            string[] All() => Enumerable.Range(0, 9).Select(turn => stock.Choose(stock.Classifier.Guess("ありがとう"), "ありがとう", turn, _ => true)!.Text).ToArray();
        }

        static string Likeliest(ActClassifier classifier, string line) => classifier.Guess(line).Likeliest;

        static StockReplies Stock(params (string Reply, string Act)[] replies)
        {
            ActClassifier classifier = Classifier(("thanks", "ありがとう"), ("greeting", "hello"));
            return new StockReplies(classifier, replies.Select(reply => new SuitedReply(reply.Reply, new[] { (reply.Act == "thanks" ? 0 : 1, 1f) })).ToArray());
        }

        /// <summary>Knows each act by one line's n-grams.</summary>
        internal static ActClassifier Classifier(params (string Act, string Line)[] acts)
        {
            var weights = new sbyte[acts.Length * Buckets];
            for (int act = 0; act < acts.Length; act++)
            {
                var counts = new Dictionary<int, int>();
                CharacterNgrams.Count(ActClassifier.Spell(acts[act].Line), ActClassifier.LongestRun, Buckets, counts);
                foreach (int bucket in counts.Keys)
                    weights[(bucket * acts.Length) + act] = 10;
            }

            return new ActClassifier(acts.Select(a => a.Act).ToArray(), weights, acts.Select(_ => 1f).ToArray(), new float[acts.Length]);
        }
    }
}
