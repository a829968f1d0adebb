using NUnit.Framework;
using Ojousama.Dialogue.Answers;

namespace Ojousama.Tests.Dialogue
{
    public sealed class AskedKindTests
    {
        [TestCase("お兄さんの名前は？", "兄はアメリカに留学している。", ExpectedResult = false)]
        [TestCase("猫の名前は？", "猫の名前はミント。", ExpectedResult = true)]
        [TestCase("猫の名前は？", "飼い猫は「おはぎ」。", ExpectedResult = true)]
        [TestCase("ばあやさんの名前は？", "専属のばあやは千代さん。", ExpectedResult = true)]
        [TestCase("お父さんの会社、社員は何人くらい？", "両親は不動産業を営んでいる。", ExpectedResult = false)]
        [TestCase("弟は何人？", "弟が三人いる。", ExpectedResult = true)]
        [TestCase("どこに住んでるの？", "現在は東京に在住している。", ExpectedResult = true)]
        public bool A_fact_without_the_kind_of_value_that_is_asked_for_cannot_answer(string line, string fact) => AskedKind.CanAnswer(line, fact);
    }
}
