using NUnit.Framework;
using Ojousama.Inference.Llama.Sampling;

namespace Ojousama.Tests.Inference
{
    public sealed class GrammarCheckTests
    {
        [TestCase("root ::= \"はい\" | \"いいえ\"")]
        [TestCase("root ::= line+\nline ::= [^\\n。]{1,40} \"。\" # a sentence\n")]
        [TestCase("root ::= (\n  \"a\" |\n  b )* [\\x41-\\u3042\\]]?\nb ::= .{2,}\r\n")]
        public void A_sound_grammar_passes(string grammar) => Assert.DoesNotThrow(() => GrammarCheck.Check(grammar));

        [TestCase("", 1, "rule 'root'")]
        [TestCase("answer ::= \"はい\"", 1, "rule 'root'")]
        [TestCase("root ::= yes | no\nyes ::= \"はい\"", 1, "'no'")]
        [TestCase("root ::= \"はい", 1, "without its")]
        [TestCase("root ::= \"a\"\nb := \"c\"", 2, "no ::=")]
        [TestCase("root ::= \"a\"\n\nroot ::= \"b\"", 3, "second time")]
        [TestCase("root ::= (\"a\"", 1, "without its )")]
        [TestCase("root ::= \"a\"{3,2}", 1, "repetition")]
        [TestCase("root ::= \"a\"{99999999999999999999}", 1, "repetition")]
        [TestCase("root ::= * \"a\"", 1, "nothing before")]
        [TestCase("root ::= []", 1, "empty")]
        [TestCase("root ::= \"\\q\"", 1, "escape")]
        [TestCase("root ::= \"\\u30\"", 1, "hexadecimal")]
        [TestCase("root ::= <think>", 1, "token")]
        [TestCase("root ::= \"a\" )", 1, "unexpected")]
        public void A_faulty_grammar_is_refused_with_its_line(string grammar, int line, string detail)
        {
            var e = Assert.Throws<OjousamaException>(() => GrammarCheck.Check(grammar))!;
            Assert.That(e.Problem, Does.Contain($"line {line} ").And.Contains(detail));
        }

        [Test]
        public void Deep_nesting_is_refused()
        {
            string deep = "root ::= " + new string('(', 100000 / 4) + "\"a\"" + new string(')', 100000 / 4);
            Assert.Throws<OjousamaException>(() => GrammarCheck.Check(deep));
        }
    }
}
