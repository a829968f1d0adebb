using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Ojousama.Dialogue;
using Ojousama.Inference;

namespace Ojousama.Tests.Dialogue
{
    public sealed class ReplyReaderTests
    {
        [TestCase("はい。そうですわ。", "はい。|そうですわ。")]
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

        static List<DialogueItem> Read(IEnumerable<string> pieces, out ReplyReader reader)
        {
            reader = new ReplyReader();
            var items = new List<DialogueItem>();
            var stream = pieces.Select((p, i) => GenerationItem.Piece(p, i))
                .Append(GenerationItem.Last(new GenerationEnd(StopReason.End, default)));
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
