using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Recall.Memory;
using Ojousama.Tests.Inference;

namespace Ojousama.Tests.Recall;

/// <summary>What the player tells in his own words: by patterns, and by the model where no pattern fits. With the default weights.</summary>
public sealed class SlotListenerTests
{
    sealed record Line(string Text, string Slot, string[] Values);

    readonly CharacterSheet _ayane = Questions.Sheet("Ayane");
    LlamaDialogueModel _model = null!;

    [OneTimeSetUp]
    public async Task Load() => _model = await LlamaFixture.LoadAsync(contextTokens: 1024);

    [OneTimeTearDown]
    public void Free() => _model.Dispose();

    [Test]
    public async Task The_model_finds_what_no_pattern_does()
    {
        var (patterns, both) = await MeasureAsync("slots-development.txt", every: 3); // each question costs the model most of a second

        Assert.That(both.Right, Is.GreaterThan(patterns.Right));
    }

    /// <summary>Prints the figures of whole files. For whoever changes prompt, rules or examples: Data/README.md says which file is for tuning.</summary>
    [TestCase("slots-development.txt"), TestCase("slots-test.txt"), Explicit("Shows figures, asserts none.")]
    public Task Precision_and_recall(string file) => MeasureAsync(file, every: 1);

    async Task<(Score Patterns, Score Both)> MeasureAsync(string file, int every)
    {
        var listener = new SlotListener(_ayane, RecallFixture.Embedder, _model);
        Line[] lines = [.. Questions.Lines(file).Where((_, i) => i % every == 0).Select(Parse)];
        Score patterns = default, both = default;
        foreach (Line line in lines)
        {
            var read = _ayane.memorySlots.Select(s => (Slot: s.name, Value: SlotReader.Read(s, line.Text))).Where(r => r.Value != null).ToList();
            patterns = patterns.With(line, read!);
            if (read.Count == 0 && await listener.HearAsync(line.Text, default) is { } heard)
            {
                Assert.That(line.Text, Does.Contain(heard.Piece));
                read.Add((heard.Slot.name, SlotPiece.Value(heard.Slot, line.Text, heard.Piece)));
            }

            both = both.With(line, read!);
            if (read.Any(r => r.Slot != line.Slot || !line.Values.Contains(r.Value)))
                TestContext.Out.WriteLine($"  wrong: {line.Text} → {string.Join(", ", read)}");
        }

        int told = lines.Count(l => l.Slot.Length > 0);
        TestContext.Out.WriteLine($"{file}, {told} lines that tell and {lines.Length - told} that do not: patterns {patterns.Of(told)}; with the model {both.Of(told)}");
        return (patterns, both);
    }

    static Line Parse(string text)
    {
        string[] parts = text.Split(" ｜ ");
        string[] told = parts.Length == 1 ? ["", ""] : parts[1].Split('=');
        return new Line(parts[0], told[0], told[1].Split('/'));
    }

    readonly record struct Score(int Right, int Wrong)
    {
        public double Precision => 100.0 * Right / Math.Max(1, Right + Wrong);

        public Score With(Line line, List<(string Slot, string Value)> read)
        {
            int right = read.Count(r => r.Slot == line.Slot && line.Values.Contains(r.Value));
            return new Score(Right + right, Wrong + read.Count - right);
        }

        public string Of(int told) => $"precision {Precision:F1} %, recall {100.0 * Right / told:F1} % ({Right} right, {Wrong} wrong)";
    }
}
