using System.Text.RegularExpressions;
using Ojousama.Studio.Datasets;

namespace Ojousama.Studio.Questions;

/// <summary>Rows of dialogue turned about: the fact is what is said, and the question that it answers is the reply.</summary>
/// <remarks>
/// Of rows of one turn only, for a question within a talk leans on what went before. Questions that presume something, point at
/// something or guess behind the question mark are left out: as forms they would be of use to nobody.
/// </remarks>
static partial class AskerRows
{
    /// <summary>Characters of the longest question that is taken.</summary>
    const int Longest = 30;

    public static IReadOnlyList<DatasetRow> Of(IEnumerable<DatasetRow> rows) =>
    [
        .. rows.Where(row => row.Turns is [{ GoldFact: not null }] && IsForm(row.Turns[0].Question))
            .Select(row => row with { Id = row.Id + "-ask", Voice = Asker.Voice, Turns = [new DatasetTurn(row.Turns[0].GoldFact!, [], null, row.Turns[0].Question)] })
            .DistinctBy(row => (row.Turns[0].Question, row.Turns[0].Reply)),
    ];

    /// <summary>Whether it means something that only stands before the two who talk: その傷, それ.</summary>
    public static bool PointsAtSomething(string question) => Pointing().IsMatch(question);

    static bool IsForm(string question) =>
        question.EnumerateRunes().Count() <= Longest && question.Count(c => c is '？' or '?') <= 1 && Asking().IsMatch(question) && !PointsAtSomething(question);

    /// <summary>Asks for something, or whether there is any.</summary>
    [GeneratedRegex("何|なに|なん(?:の|で(?!しょ|す|も)|て(?:名|呼|言|い|題))|どこ|どちら|どっち|誰|だれ|いつ(?![もか])|いくつ|いくら|どう|どんな|どの|どれ|なぜ|教えて|(?:ある|いる)[？?]$")]
    private static partial Regex Asking();

    [GeneratedRegex("(?<![どと])この|その|あの|これ|それ|あれ|ここ|そこ|こんな|そんな|あんな|さっき")]
    private static partial Regex Pointing();
}
