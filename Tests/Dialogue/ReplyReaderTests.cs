using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Replies;
using Ojousama.Inference;

namespace Ojousama.Tests.Dialogue
{
    public sealed class ReplyReaderTests
    {
        [TestCase("そうですわ。はい、ええ。", "そうですわ。|はい、ええ。")]
        [TestCase("ええ。そうですわ。", "ええ。そうですわ。")] // a word goes together with what follows
        [TestCase("まあ！ええ。そうですわ。", "まあ！ええ。そうですわ。")]
        [TestCase("「そうですの？」と聞きましたわ。", "「そうですの？」|と聞きましたわ。")]
        [TestCase("なんですって！？本当？", "なんですって！？|本当？")]
        [TestCase("まあ\nすてきですわ", "まあ|すてきですわ")]
        [TestCase("区切りなし", "区切りなし")]
        public void Sentences_end_at_marks_whatever_the_chunking(string reply, string expected)
        {
            for (int size = 1; size <= reply.Length; size++)
            {
                var items = Read(Chunks(reply, size), out var reader);
                Assert.That(string.Join("|", items.OfType<SentenceEnd>().Select(s => s.Sentence)), Is.EqualTo(expected));
                Assert.That(string.Concat(items.OfType<TextPiece>().Select(p => p.Text)), Is.EqualTo(reply));
                Assert.That(reader.Reply, Is.EqualTo(reply));
            }
        }

        [TestCase("ええ、<end_of_turn>続き", "ええ、")]
        [TestCase("ええ。\nuser\nお名前は？", "ええ。")]
        [TestCase("model\nはい", "")]
        [TestCase("ええ\nユーザー：はい", "ええ")]
        public void A_leaked_marker_cuts_the_reply_whatever_the_chunking(string reply, string expected)
        {
            for (int size = 1; size <= reply.Length; size++)
            {
                Read(Chunks(reply, size), out var reader);
                Assert.That(reader.Reply, Is.EqualTo(expected), $"in pieces of {size}");
                Assert.That(reader.IsCut, Is.True);
                Assert.That(reader.Tokens, Is.Empty);
            }
        }

        [Test]
        public void Tokens_of_which_one_is_not_told_are_none()
        {
            var items = new[] { GenerationItem.Piece("ええ、", 1), GenerationItem.Piece("そう", -1), GenerationItem.Piece("ですわ。", 3), GenerationItem.Last(new GenerationEnd(StopReason.End, default)) };
            var reader = new ReplyReader(new ReplyRules(new CharacterSheet(), default));
            foreach (GenerationItem item in items)
                reader.Read(item);
            Assert.That(reader.Reply, Is.EqualTo("ええ、そうですわ。"));
            Assert.That(reader.Tokens, Is.Empty);
        }

        [TestCase("3<5ですわ。", "3<5ですわ。")]
        [TestCase("  \nはい\uFFFDそう\u0007ですわ。\n", "はいそうですわ。")]
        [TestCase("<start", "<start")]
        public void Harmless_text_passes_cleaned(string reply, string expected)
        {
            for (int size = 1; size <= reply.Length; size++)
            {
                Read(Chunks(reply, size), out var reader);
                Assert.That(reader.Reply, Is.EqualTo(expected), $"in pieces of {size}");
                Assert.That(reader.IsCut, Is.False);
            }
        }

        [TestCase("え、[face:shy]べつに", "え、[face:shy]べつに", "shy", 0)]
        [TestCase("え、[Face： SHY ]べつに", "え、[face:shy]べつに", "shy", 0)]
        [TestCase("[face:joy]まあ、うれしい。[face:shy]その、ありがとう。", "[face:joy]まあ、うれしい。[face:shy]その、ありがとう。", "shy", 0)]
        [TestCase("はい、そうです。[face:joy]", "はい、そうです。[face:joy]", "joy", 0)]
        [TestCase("[face:rage]いいえ[smile][笑]。", "いいえ。", "", 0)]
        [TestCase("[affection:+2]はい。", "[affection:+2]はい。", "", 2)]
        [TestCase("はい。[affection:3][affection：－１]", "はい。[affection:3][affection:-1]", "", -1)]
        [TestCase("[affection:-3]いやです。", "[affection:-3]いやです。", "", -2)] // the author's limit
        [TestCase("[affection:+99]はい。[affection:all][affection:]", "はい。", "", 0)]
        [TestCase("はい、[fac。べつに。", "はい、。べつに。", "", 0)]
        [TestCase("はい。[", "はい。", "", 0)]
        public void Tags_are_read_whatever_the_chunking(string reply, string expected, string face, int affection)
        {
            var sheet = new CharacterSheet { expressions = { new Expression { name = "shy" }, new Expression { name = "joy" } } };
            var rules = new ReplyRules(sheet, new AffectionRange(-2, 3));
            for (int size = 1; size <= reply.Length; size++)
            {
                var items = Read(Chunks(reply, size), out var reader, rules);
                Assert.That((reader.Reply, reader.Expression, reader.Affection), Is.EqualTo((expected, face, affection)), $"in pieces of {size}");
                Assert.That(string.Concat(items.OfType<SentenceEnd>().Select(s => s.Sentence)), Does.Not.Contain("["));
            }
        }

        // Where the model names no face, the author's cues bring one; a reply begins with the face at rest.
        [TestCase("うれしいですわ。そうですのね。", "[face:joy]うれしいですわ。そうですのね。", "joy", 1)]
        [TestCase("そうですのね。うれしいですわ。", "[face:rest]そうですのね。[face:joy]うれしいですわ。", "joy", 1)]
        [TestCase("うれしいですわ。べ、別に。うれしいのです。", "[face:joy]うれしいですわ。[face:shy]べ、別に。うれしいのです。", "shy", 2)] // the longest cue
        [TestCase("[face:shy]うれしいですわ。", "[face:shy]うれしいですわ。", "shy", 2)]
        [TestCase("うれしいですわ。[affection:-1]", "[face:joy]うれしいですわ。[affection:-1]", "joy", -1)]
        [TestCase("そうですのね。", "[face:rest]そうですのね。", "rest", 0)]
        public void A_face_follows_from_what_she_says(string reply, string expected, string face, int affection)
        {
            var sheet = new CharacterSheet
            {
                expressions =
                {
                    new Expression { name = "joy", cues = { "うれし" }, affection = 1 },
                    new Expression { name = "shy", cues = { "べ、別に" }, affection = 3 },
                },
            };
            sheet.expressions[0].name = "rest";
            for (int size = 1; size <= reply.Length; size++)
            {
                var items = Read(Chunks(reply, size), out var reader, new ReplyRules(sheet, new AffectionRange(-1, 2)));
                Assert.That((reader.Reply, reader.Expression, reader.Affection), Is.EqualTo((expected, face, affection)), $"in pieces of {size}");
                Assert.That(string.Concat(items.OfType<TextPiece>().Select(p => p.Text)), Is.EqualTo(expected));
                Assert.That(reader.Written, Is.EqualTo(reply), "what she is told that she said");
            }
        }

        [TestCase("絢音：「はい、そうですわ」", "「はい、そうですわ」")]
        [TestCase("小野寺絢音: はい。", "はい。")]
        [TestCase("絢音ですわ。", "絢音ですわ。")]
        public void Her_own_name_before_the_line_is_left_out(string reply, string expected)
        {
            var sheet = new CharacterSheet { name = "小野寺絢音", namePlate = "絢音" };
            Read(Chunks(reply, 3), out var reader, new ReplyRules(sheet, default));
            Assert.That(reader.Reply, Is.EqualTo(expected));
        }

        [TestCase("お庭で薔薇を見ましたの。とても綺麗で、わたく", "お庭で薔薇を見ましたの。")]
        [TestCase("お庭で薔薇を見て、わたく", "お庭で薔薇を見て、わたく")]
        public void A_reply_that_runs_out_of_tokens_ends_with_its_last_whole_sentence(string reply, string expected)
        {
            Read(Chunks(reply, 2), out var reader, end: StopReason.Length);
            Assert.That(reader.Reply, Is.EqualTo(expected));
        }

        static List<DialogueItem> Read(IEnumerable<string> pieces, out ReplyReader reader, ReplyRules? rules = null, StopReason end = StopReason.End)
        {
            reader = new ReplyReader(rules ?? new ReplyRules(new CharacterSheet(), default));
            var items = new List<DialogueItem>();
            var stream = pieces.Select((p, i) => GenerationItem.Piece(p, i))
                .Append(GenerationItem.Last(new GenerationEnd(end, default)));
            foreach (var item in stream)
            {
                reader.Read(item);
                while (reader.TryTake(out var shaped))
                    items.Add(shaped!);
                if (reader.IsCut)
                    break;
            }

            return items;
        }

        static IEnumerable<string> Chunks(string text, int size)
        {
            for (int i = 0; i < text.Length; i += size)
                yield return text.Substring(i, System.Math.Min(size, text.Length - i));
        }
    }
}
