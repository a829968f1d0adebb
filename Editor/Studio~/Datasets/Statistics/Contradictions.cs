using System.Globalization;
using System.Text.RegularExpressions;
using Ojousama.Character;

namespace Ojousama.Studio.Datasets.Statistics;

/// <summary>A line that says of the character what her sheet says otherwise.</summary>
/// <param name="Row">The line.</param>
/// <param name="Turn">Which of its turns.</param>
/// <param name="Slot">What both speak of, e.g. 年齢.</param>
/// <param name="Said">What the line says.</param>
/// <param name="Fact">What the sheet says.</param>
sealed record Contradiction(DatasetRow Row, DatasetTurn Turn, string Slot, string Said, string Fact);

/// <summary>Finds lines and sheets that disagree on what can be told from the words: age, school, home, family and favourites.</summary>
/// <remarks>It finds candidates for a person to read, and misses what is said in other words.</remarks>
static partial class Contradictions
{
    /// <summary>What a text claims: the group <c>value</c> of each slot that matches.</summary>
    static readonly (string Slot, Regex Claim)[] Slots =
    [
        ("年齢", Age()), ("学年", SchoolYear()), ("学校", School()), ("住まい", Home()), ("家族の人数", FamilySize()), ("始めた年齢", Since()),
        ("誕生日", Birthday()), ("志望", CareerGoal()),
    ];

    public static IEnumerable<Contradiction> Find(IReadOnlyList<DatasetRow> rows, CharacterSheet sheet)
    {
        var known = new List<(string Slot, string Value, string Fact)>();
        if (sheet.age > 0)
            known.Add(("年齢", sheet.age.ToString(CultureInfo.InvariantCulture), $"年齢は{sheet.age}歳。"));
        foreach (Fact fact in sheet.facts)
        {
            foreach (var (slot, claim) in Slots)
            {
                if (ValueOf(claim, fact.text) is string value)
                    known.Add((slot, value, fact.text));
            }
        }

        foreach (DatasetRow row in rows)
        {
            foreach (DatasetTurn turn in row.Turns.Where(t => t.Facts.Count == 0))
            {
                foreach (Contradiction found in OfTurn(row, turn, known).Concat(OfFavourite(row, turn, sheet)))
                    yield return found;
            }
        }
    }

    static IEnumerable<Contradiction> OfTurn(DatasetRow row, DatasetTurn turn, List<(string Slot, string Value, string Fact)> known)
    {
        foreach (var (slot, claim) in Slots)
        {
            if (ValueOf(claim, turn.Reply) is not string said)
                continue;
            var claims = known.Where(k => k.Slot == slot).ToArray();
            if (claims.Length > 0 && claims.All(k => k.Value != said))
                yield return new Contradiction(row, turn, slot, said, claims[0].Fact);
        }
    }

    /// <summary>「好きな季節は？」 beside 「好きな季節は秋。」: the reply has to share the fact's word.</summary>
    static IEnumerable<Contradiction> OfFavourite(DatasetRow row, DatasetTurn turn, CharacterSheet sheet)
    {
        foreach (Fact fact in sheet.facts)
        {
            Match favourite = Favourite().Match(fact.text);
            if (favourite.Success && turn.Question.Contains(favourite.Groups["what"].Value, StringComparison.Ordinal)
                && !Words().Matches(favourite.Groups["value"].Value).Any(word => turn.Reply.Contains(word.Value, StringComparison.Ordinal)))
                yield return new Contradiction(row, turn, favourite.Groups["what"].Value, turn.Reply, fact.text);
        }
    }

    static string? ValueOf(Regex claim, string text) => claim.Match(text) is { Success: true } match ? match.Groups["value"].Value : null;

    [GeneratedRegex("(?<value>[0-9]+)歳(?!の頃|のころ|の時|のとき|から|まで|で(?!す|ご))")]
    private static partial Regex Age();

    [GeneratedRegex("(?:高校|中学|大学)(?<value>[0-9一二三四])年")]
    private static partial Regex SchoolYear();

    [GeneratedRegex("(?<value>高校|中学|大学院|大学)(?:に在学|に通っ|[0-9一二三四]年生|生(?!活|に|の頃|のころ|の時|のとき))")]
    private static partial Regex School();

    [GeneratedRegex(@"(?<!祖父.*|一時期.*|以前.*|昔.*)(?<value>[\p{IsCJKUnifiedIdeographs}ァ-ヺー]{2,})(?:に在住|に住んで)")]
    private static partial Regex Home();

    [GeneratedRegex("(?<value>[0-9一二三四五六七八九]+)人家族")]
    private static partial Regex FamilySize();

    [GeneratedRegex("(?<value>[0-9]+)歳(?:の頃|のころ)?から")]
    private static partial Regex Since();

    [GeneratedRegex("誕生日は(?<value>[0-9]+月[0-9]+日)")]
    private static partial Regex Birthday();

    [GeneratedRegex(@"(?<value>[\p{IsCJKUnifiedIdeographs}]+学部|[\p{IsCJKUnifiedIdeographs}ァ-ヺー]+になる(?=こと)|法律)(?=を目指|志望|に進|になる|こと|と会計|。|$)")]
    private static partial Regex CareerGoal();

    [GeneratedRegex("^(?<what>(?:好き|嫌い|苦手|得意)な[^はが、]+)[はが](?<value>[^。]+)")]
    private static partial Regex Favourite();

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}々]+|[ァ-ヺー]+|[A-Za-z0-9]+")]
    private static partial Regex Words();
}
