using System.CommandLine;
using System.Text.Json;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference.Llama;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Cli;

/// <summary><c>recall</c>: shows which facts of a sheet fit a question.</summary>
static class RecallCommand
{
    const string Example = """
        ojousama recall --sheet Ayane.asset --questions questions.jsonl --out recalled.jsonl

        where questions.jsonl holds lines like   {"id": "1", "question": "お名前は？"}
        and recalled.jsonl will hold lines like  {"id":"1","facts":[{"text":"名前は小野寺絢音。","score":0.91,"fit":5.2}]}

        They come in the order of play, which answers a line by the first one only where likeness, fit and the form of the line speak for it.
        """;

    public static Command Create()
    {
        var sheet = CommonOptions.Sheet();
        var questions = CommonOptions.Questions();
        var output = CommonOptions.Output();
        var others = CommonOptions.Others();
        var count = CommonOptions.Number("--count", "Most facts of a question.", least: 1, most: 1000, usual: 3);
        var state = CommonOptions.State();
        var command = new ExampleCommand("recall", "Show which facts of a sheet fit questions, best first.", Example) { sheet, questions, output, others, count, state };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            CommonOptions.ThrowIfSame(path, parsed.GetRequiredValue(questions));
            var (character, known) = CommonOptions.ReadSheets(parsed, sheet, others, state);
            IReadOnlyList<Question> asked = Question.ReadAll(parsed.GetRequiredValue(questions));
            await ProgressDisplay.RunAsync(
                parsed.InvocationConfiguration.Error,
                progress => RecallAsync(character, known, asked, path, parsed.GetValue(count), progress, cancellationToken)).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: facts for {asked.Count} questions");
            return StudioCommandLine.Done;
        });
        return command;
    }

    static async Task RecallAsync(
        CharacterSheet sheet,
        IReadOnlyList<CharacterSheet> others,
        IReadOnlyList<Question> questions,
        string output,
        int count,
        ProgressDisplay progress,
        CancellationToken cancellationToken)
    {
        ProgressStep loading = progress.Begin("Reading the sheet's facts");
        using LlamaEmbedder embedder = await LlamaEmbedder.LoadAsync(sheet.model.embedder, cancellationToken).ConfigureAwait(false);
        string path = PackagePaths.FindModel(sheet.model.embedder);
        IEmbedder mapped = MappedEmbedder.Over(embedder, path);
        using LlamaReranker? reranker = await LlamaReranker.LoadBesideAsync(path, cancellationToken).ConfigureAwait(false);
        var reranking = new Reranking(reranker);
        var address = new Address(sheet);
        INearFacts index = await FactIndex.BuildAsync(sheet, others, mapped, loading, cancellationToken).ConfigureAwait(false);

        ProgressStep step = progress.Begin("Recalling", questions.Count);
        using var results = new JsonLinesWriter<RecallResult>(output);
        for (int i = 0; i < questions.Count; i++)
        {
            string line = address.Without(questions[i].Lines[^1]);
            var near = await index.NearestAsync(line, Math.Max(count, Reranking.FactsRead), null, cancellationToken).ConfigureAwait(false);
            var facts = await reranking.FactsAsync(line, near, fact => fact, cancellationToken).ConfigureAwait(false);
            results.Write(new RecallResult(questions[i].Id, [.. facts.Take(count).Select(ScoredFact.Of)]));
            step.Report(i + 1);
        }
    }

    sealed record RecallResult(JsonElement Id, IReadOnlyList<ScoredFact> Facts);

    /// <param name="Text">The fact.</param>
    /// <param name="Score">Likeness to the line.</param>
    /// <param name="Fit">The reranker's logit: above 0 it more likely answers than not; null where none has read it.</param>
    sealed record ScoredFact(string Text, float Score, float? Fit)
    {
        public static ScoredFact Of(RecalledFact fact) => new(fact.Text, MathF.Round(fact.Score, 4), fact.Fit is float fit ? MathF.Round(fit, 2) : null);
    }
}
