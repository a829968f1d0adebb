using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Reports;

/// <summary>Two runs on the questions that both answered: is the second better?</summary>
sealed class RunComparison
{
    readonly (QuestionResult First, QuestionResult Second)[] _pairs;
    readonly ReportRun _first, _second;

    /// <param name="first">Path of the results before.</param>
    /// <param name="second">Path of the results after.</param>
    /// <exception cref="OjousamaException">A file is no file of results, or they have nothing in common.</exception>
    public RunComparison(string first, string second)
    {
        (_first, _second) = (Read(first), Read(second));
        Dictionary<string, QuestionResult> after = _second.Results.ToDictionary(r => r.Id);
        _pairs = [.. _first.Results.Where(r => after.TryGetValue(r.Id, out var other) && LinesOf(r).SequenceEqual(LinesOf(other))).Select(r => (r, after[r.Id]))];
        if (_pairs.Length == 0)
            throw new OjousamaException($"{first} and {second} have no question in common", "Evaluate both with the same questions");
        All = Test(_pairs);
    }

    /// <summary>Over all questions that both answered.</summary>
    public PairedTest All { get; }

    public IReadOnlyList<(string Kind, PairedTest Test)> Kinds => [.. _pairs.GroupBy(pair => pair.First.Kind).Select(kind => (kind.Key, Test([.. kind])))];

    /// <summary>The verdict in a sentence.</summary>
    public LocalText Finding
    {
        get
        {
            string figures = $"{_second.Name.English} − {_first.Name.English} = {All}";
            return All.Interval.Low > 0 ? new($"Better: {figures}.", $"良くなりました：{figures}。")
                : All.Interval.High < 0 ? new($"Worse: {figures}.", $"悪くなりました：{figures}。")
                : new($"No different, as far as these questions tell: {figures}.", $"この質問数では差があるとは言えません：{figures}。");
        }
    }

    /// <summary>Both runs on one page.</summary>
    public Report Report => new(new($"{_second.Name.English} against {_first.Name.English}", $"{_first.Name.Japanese} と {_second.Name.Japanese} の比較"), [Finding], [_first, _second]);

    static ReportRun Read(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        var (header, results) = ResultFile.Read(path);
        return new ReportRun(new(name, name), header, results);
    }

    static PairedTest Test((QuestionResult First, QuestionResult Second)[] pairs) => new([.. pairs.Select(pair => (pair.First.Passes, pair.Second.Passes))]);

    static IEnumerable<string> LinesOf(QuestionResult result) => result.Turns.Select(turn => turn.Line);
}
