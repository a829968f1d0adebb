using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Tests.Studio.Datasets;

public sealed class SplitAndKeyTests
{
    [TestCase("池には錦鯉が三十匹いる。", "三十匹おりますのよ", "三十匹")]
    [TestCase("誕生日は4月29日。", "4月29日ですの", "29")]
    [TestCase("好きな紅茶はダージリンである。", "わたくしはダージリンが好きですわ", "ダージリン")]
    [TestCase("名前は西園寺麗華。", "西園寺麗華と申しますわ", "西園寺麗華")]
    [TestCase("猫の名前はもみじ。", "もみじですわ", null)]
    [TestCase("ワインはメルロー。", "存じ上げませんの", null)]
    public void TheKeyIsTheLongestWholeRunThatBothShare(string fact, string reply, string? key) =>
        Assert.That(KeySubstitution.KeyOf(fact, reply), Is.EqualTo(key));

    [Test]
    public void NumbersKeepTheirFormAndOnlyWholeRunsAreReplaced()
    {
        var random = new Random(1);
        DatasetTurn turn = new("7歳？", ["年は17歳。", "弟は7歳。"], 1, "7歳ですわ");
        DatasetTurn replaced = KeySubstitution.Replace([turn], "7", "9")[0];
        Assert.Multiple(() =>
        {
            Assert.That(KeySubstitution.OtherNumber("2024", random), Does.Match("^[1-9][0-9]{3}$"));
            Assert.That(KeySubstitution.OtherNumber("二十五分", random), Does.Match("^[二三四五六七八九]十[二三四五六七八九]分$"));
            Assert.That(KeySubstitution.IsNumber("一緒"), Is.False);
            Assert.That(replaced.Facts, Is.EqualTo(new[] { "年は17歳。", "弟は9歳。" }));
            Assert.That(replaced.Reply, Is.EqualTo("9歳ですわ"));
        });
    }

    [Test]
    public void NoFactAndNoQuestionStandsOnBothSidesOfTheSplit()
    {
        IReadOnlyList<DatasetRow> rows = Importers.Read([DataFolder.Find("context-ja")], new ImportOptions()).Rows;
        HashSet<DatasetRow> held = ClusterSplit.Choose(rows, 0.05, 7);
        IEnumerable<DatasetRow> trained = rows.Where(r => !held.Contains(r));
        Assert.Multiple(() =>
        {
            Assert.That(held, Has.Count.InRange((int)(0.045 * rows.Count), (int)(0.055 * rows.Count)));
            Assert.That(Facts(held).Intersect(Facts(trained)), Is.Empty);
            Assert.That(Questions(held).Intersect(Questions(trained)), Is.Empty);
        });

        static IEnumerable<string> Facts(IEnumerable<DatasetRow> rows) => rows.SelectMany(r => r.Turns).Select(t => t.GoldFact).OfType<string>();
        static IEnumerable<string> Questions(IEnumerable<DatasetRow> rows) =>
            rows.SelectMany(r => r.Turns).Select(t => ClusterSplit.Normalize(t.Question)).Where(q => q.Length >= 8);
    }

    [Test]
    public void LikeTextsAreThoseThatComparingAllFinds([Values(0.5, 0.7, 1)] double share)
    {
        var random = new Random(5);
        string[] texts = [.. Enumerable.Range(0, 600).Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => "あいうえ"[random.Next(4)]))).Distinct()];
        HashSet<string>[] sets = [.. texts.Select(t => t.Zip(t.Skip(1), (a, b) => $"{a}{b}").ToHashSet())];
        var all = from i in Enumerable.Range(0, texts.Length)
                  from j in Enumerable.Range(0, i)
                  let common = sets[i].Intersect(sets[j]).Count()
                  where common >= share * sets[i].Union(sets[j]).Count()
                  select (i, j);
        Assert.That(all, Is.Not.Empty);
        Assert.That(LikeTexts.Find(texts, share).Select(p => (Math.Max(p.Item1, p.Item2), Math.Min(p.Item1, p.Item2))), Is.EquivalentTo(all));
    }

    /// <summary>macOS keeps file names decomposed; rows are composed.</summary>
    [TestCase("さくらか\u3099.asset", "さくらが")]
    [TestCase("ハ\u309Aリ2.asset", "パリ")]
    [TestCase("Ayane61.asset", "ayane")]
    [TestCase("Ayane_v2.asset", "ayane")]
    [TestCase("Ayane (1).asset", "ayane")]
    [TestCase("Ｒｉｎ.asset", "rin")]
    [TestCase("𠮷野.asset", "𠮷野")]
    [TestCase("7th.asset", "7th")]
    [TestCase("さくら・ひめ.asset", "さくら・ひめ")]
    [TestCase("白石 小春.asset", "白石 小春")]
    public void TheVoiceOfASheetIsThatOfItsRows(string file, string voice) => Assert.That(VoiceName.OfSheet(file), Is.EqualTo(voice));
}
