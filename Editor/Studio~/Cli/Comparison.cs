using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Cli;

/// <summary>Tests which of two runs is better on the questions that both answered.</summary>
static class Comparison
{
    public static void Write(string first, string second, TextWriter output)
    {
        var before = ResultFile.Read(first).Results;
        Dictionary<string, QuestionResult> after = ResultFile.Read(second).Results.ToDictionary(r => r.Id);
        (QuestionResult First, QuestionResult Second)[] pairs =
            [.. before.Where(r => after.TryGetValue(r.Id, out var other) && SameLines(r, other)).Select(r => (r, after[r.Id]))];
        if (pairs.Length == 0)
            throw new OjousamaException($"{first} and {second} have no question in common", "Evaluate both with the same questions");
        output.WriteLine($"{second} against {first}, {pairs.Length} questions that both answered:");
        Tell("all", pairs);
        foreach (var kind in pairs.GroupBy(pair => pair.First.Kind))
            Tell(kind.Key, [.. kind]);

        void Tell(string name, (QuestionResult First, QuestionResult Second)[] some)
        {
            var test = new PairedTest([.. some.Select(pair => (Passes(pair.First), Passes(pair.Second)))]);
            output.WriteLine($"  {name,-16}{100 * test.First.Value:F1} % → {100 * test.Second.Value:F1} %: {test}");
        }
    }

    static bool Passes(QuestionResult result) => result.Score?.Passes ?? result.Rank is >= 1 and <= 3;

    static bool SameLines(QuestionResult a, QuestionResult b) => a.Turns.Select(t => t.Line).SequenceEqual(b.Turns.Select(t => t.Line));
}
