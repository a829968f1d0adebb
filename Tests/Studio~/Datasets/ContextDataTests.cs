using System.Text.RegularExpressions;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Tests.Studio.Datasets;

/// <summary>The rules of our own data, as far as a program can check them. Each failure names the rows.</summary>
public sealed partial class ContextDataTests
{
    static readonly Import s_data = Importers.Read(DataFolder.Lines, new ImportOptions());

    /// <summary>What a voice never says: other words for “I”, and other voices' endings.</summary>
    internal static readonly Dictionary<string, Regex> Banned = new()
    {
        ["ojousama"] = Ladylike(), ["ayane"] = Ladylike(), ["misaki"] = Sporty(), ["rin"] = Upright(), ["koharu"] = Osakan(),
    };

    static IEnumerable<(DatasetRow Row, DatasetTurn Turn)> Turns => s_data.Rows.SelectMany(r => r.Turns.Select(t => (r, t)));

    [Test]
    public void EveryLineIsReadAndUnderCc0() => Assert.Multiple(() =>
    {
        Assert.That(s_data.Refused, Is.Empty);
        Assert.That(s_data.Rows.Select(r => r.Origin.Licence), Is.All.EqualTo(Licence.Cc0));
        Assert.That(s_data.Rows.Select(r => r.Id), Is.Unique);
        Assert.That(s_data.Rows.Select(r => r.Hash), Is.Unique);
        Assert.That(s_data.Rows.Select(r => r.Voice).Distinct(), Is.SubsetOf(Banned.Keys));
    });

    [Test]
    public void RepliesAreAboutASentenceLong() =>
        None((_, t) => t.Reply.Length is < 7 or > 48, "7 to 48 characters");

    [Test]
    public void FactsEndInAFullStop() =>
        None((_, t) => t.Facts.Any(f => !f.EndsWith('。')), "a fact ends in 。");

    [Test]
    public void NobodyFallsOutOfHerVoice() =>
        None((r, t) => Banned[r.Voice].IsMatch(t.Reply), "a word or ending of another voice");

    [Test]
    public void TheKeyOfTheGoldFactIsStated() =>
        None((_, t) => t.GoldFact is string fact && !Shares(fact, t.Reply), "the reply shares two characters with its gold fact, one of them no hiragana");

    [Test]
    public void NoNumberComesFromNowhere()
    {
        var known = new HashSet<string>();
        foreach (DatasetRow row in s_data.Rows)
        {
            known.Clear();
            foreach (DatasetTurn turn in row.Turns)
            {
                foreach (string text in turn.Facts.Append(turn.Question))
                    known.UnionWith(Digits().Matches(Narrow(text)).Select(m => m.Value));
                Assert.That(Digits().Matches(Narrow(turn.Reply)).Select(m => m.Value).Except(known), Is.Empty, $"{row.Id}: {turn.Reply}");
                known.UnionWith(Digits().Matches(Narrow(turn.Reply)).Select(m => m.Value));
            }
        }
    }

    [Test]
    public void NoQuestionIsAskedTwiceOfTheSameFacts()
    {
        var twice = s_data.Rows.Where(r => r.Turns.Count == 1)
            .GroupBy(r => (r.Voice, ClusterSplit.Normalize(r.Turns[0].Question), string.Join('/', r.Turns[0].Facts.Order())))
            // What has no letters (「……」, emoji) is the same to the comparison, though not to a reader.
            .Where(g => g.Key.Item2.Length > 0 && g.Count() > 1);
        Assert.That(twice.Select(g => string.Join(' ', g.Select(r => r.Id))), Is.Empty);
    }

    [Test]
    public void NoRowIsATemplate() =>
        None((_, t) => Placeholder().IsMatch(t.Reply + string.Concat(t.Facts)), "a placeholder");

    [Test]
    public void NothingIsUnfitForAllAges() =>
        None((_, t) => Unfit().IsMatch(t.Reply + string.Concat(t.Facts)), "a word that is not for all ages");

    static void None(Func<DatasetRow, DatasetTurn, bool> isWrong, string rule) =>
        Assert.That(Turns.Where(x => isWrong(x.Row, x.Turn)).Select(x => $"{x.Row.Id}: {x.Turn.Reply}"), Is.Empty, rule);

    static bool Shares(string fact, string reply)
    {
        for (int i = 0; i + 2 <= fact.Length; i++)
        {
            string pair = fact.Substring(i, 2);
            if (pair.Any(c => c is not (>= 'ぁ' and <= 'ん' or '。')) && reply.Contains(pair, StringComparison.Ordinal))
                return true;
        }

        // A word in hiragana, or one character that counts: 母 → お母さん, 九通 → 九通だ.
        return Enumerable.Range(0, Math.Max(0, fact.Length - 2)).Any(i => reply.Contains(fact.Substring(i, 3), StringComparison.Ordinal))
            || fact.Any(c => (c > 'ヿ' || char.IsAsciiDigit(c)) && char.IsLetterOrDigit(c) && reply.Contains(c));
    }

    static string Narrow(string text) => string.Concat(text.Select(c => c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c));

    [GeneratedRegex("俺|僕|あたし|(だよ|だぜ|っす|だろ|だね)([。！？、]|$)")]
    private static partial Regex Ladylike();

    [GeneratedRegex("わたくし|俺|僕|です[わの]|ます[わの]|でござる|やで")]
    private static partial Regex Sporty();

    [GeneratedRegex("わたくし|あたし|俺|僕|です[わの]|じゃん|やで|だよ")]
    private static partial Regex Upright();

    [GeneratedRegex("わたくし|あたし|俺|僕|ですわ|だぜ|じゃん|のだ")]
    private static partial Regex Osakan();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"[{}\[\]<>]|○○|××|〇〇|TODO|XXX")]
    private static partial Regex Placeholder();

    [GeneratedRegex("下着|裸(?!足|電球|馬|眼|子)|抱いて寝|キスし|酔っ払|煙草を吸|スリーサイズ")]
    internal static partial Regex Unfit();
}
