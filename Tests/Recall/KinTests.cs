using NUnit.Framework;
using Ojousama.Recall;

namespace Ojousama.Tests.Recall
{
    public sealed class KinTests
    {
        [TestCase("姉は銀行に勤めている。", "かーちゃん何してる人？うちはスーパーのパート", true)]
        [TestCase("母は看護師をしている。", "かーちゃん何してる人？うちはスーパーのパート", false)]
        [TestCase("両親は不動産業を営んでいる。", "親父さんの仕事は？", false)]
        [TestCase("両親は不動産業を営んでいる。", "じいちゃんは何してるの？", true)]
        [TestCase("祖父は長野に住んでいる。", "お父さんはどこに住んでるの？", true)]
        [TestCase("祖父は長野に住んでいる。", "おじいさん元気？", false)]
        [TestCase("祖父は長野に住んでいる。", "祖父母とは会う？", false)]
        [TestCase("弟が三人いる。", "兄弟おるん？", false)]
        [TestCase("妹は犬が苦手。", "妹さんは？", false)]
        [TestCase("現在は東京に在住している。", "お兄さんと住んでるの？", false)]
        [TestCase("兄はアメリカに留学している。", "親友はいる？", false)]
        [TestCase("飼い猫の名前はおはぎ。", "犬の名前は？", true)]
        [TestCase("母校は桜川小学校。", "お父さんは？", false)]
        public void A_question_about_one_relative_is_not_answered_by_what_is_true_of_another(string fact, string line, bool isOfOthers) =>
            Assert.That(Kin.IsOfOthers(fact, line), Is.EqualTo(isOfOthers));
    }
}
