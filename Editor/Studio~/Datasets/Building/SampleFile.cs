using Ojousama.Prompting;
using Ojousama.Studio.Files;
using Ojousama.Studio.Training;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>Samples as a person can read them, one JSON object a line.</summary>
static class SampleFile
{
    public static void Write(string path, IEnumerable<TrainingSample> samples, ChatTemplate format) => JsonLines.Write(path, samples.Select(sample => new SampleJson(
        sample.Id, sample.Instruction, [.. sample.Turns.Select(t => new TurnJson(t.PlayerLine, t.Facts, [.. t.Examples.Select(e => $"{e.PlayerLine} → {e.Reply}")], t.Reply))], TextOf(sample, format))));

    /// <summary>The very text that is trained on, BOS left out: the last turn's prompt holds all before it, then comes its reply.</summary>
    public static string TextOf(TrainingSample sample, ChatTemplate format)
    {
        Exchange last = sample.Turns[^1];
        var prompt = new PromptWriter(format).Write(sample.Instruction, [.. sample.Turns.SkipLast(1)], last.Facts, last.PlayerLine, last.Examples);
        return string.Concat(prompt.Select(s => s.Text)) + last.Reply + format.End;
    }

    sealed record SampleJson(string Id, string Instruction, IReadOnlyList<TurnJson> Turns, string Text);

    sealed record TurnJson(string Line, IReadOnlyList<string> Facts, IReadOnlyList<string> Lines, string Reply);
}
