using NUnit.Framework;
using Ojousama.Inference.Llama.Sampling;
using Ojousama.Recall.Memory;

namespace Ojousama.Tests.Recall
{
    public sealed class SpanGrammarTests
    {
        [Test]
        public void Words_stay_whole_and_pieces_end_with_their_sentence()
        {
            string grammar = SpanGrammar.For("ケンだ、12/8。海")!;

            Assert.That(grammar, Does.StartWith("root ::= \"なし\" | \"「\" (s0 | s1 | s3 | s4 | s5 | s7) \"」\"\n"));
            Assert.That(grammar, Does.Contain("s0 ::= \"ケン\" (s1)?\n"), "a katakana word is one unit");
            Assert.That(grammar, Does.Contain("s1 ::= \"だ\" (\"、\" s3)?\n"), "a comma stands between words only");
            Assert.That(grammar, Does.Contain("s5 ::= \"8\"\n"), "nothing goes on across a full stop");
        }

        [TestCase("俺の\"名前\"は\\ケン\\だよ")]
        [TestCase("😀が好き😀")]
        [TestCase("、あ、、い、")]
        public void Any_line_makes_a_sound_grammar(string line) => Assert.DoesNotThrow(() => GrammarCheck.Check(SpanGrammar.For(line)!));

        [TestCase("")]
        [TestCase("……！？")]
        public void A_line_without_words_has_none(string line) => Assert.That(SpanGrammar.For(line), Is.Null);
    }
}
