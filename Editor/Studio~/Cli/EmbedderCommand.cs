using System.CommandLine;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Embedding;
using Ojousama.Studio.Evaluation.Decisions;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Cli;

/// <summary><c>embedder map</c> and <c>embedder decision</c>: learn what brings questions near the facts that answer them, and when a fact is meant.</summary>
static class EmbedderCommand
{
    const string Example = """
        ojousama embedder map --data Data~/context-ja --out Models~/multilingual-e5-small-ja.map

        The map lies beside the embedder under its name and is found there. Line files have to be made anew with it (lines build).
        """;

    const string DecisionExample = """
        ojousama embedder decision --sheet Samples~/DatingSim/Characters/Ayane.asset --questions dev --out Models~/multilingual-e5-small-ja.decision

        Learn it after the map and the line files, whose scores it weighs.
        """;

    public static Command Create() => new("embedder", "The model that finds facts and lines.") { Map(), Decision(), EmbedderBakeCommand.Create() };

    static Command Map()
    {
        var data = new Option<string[]>("--data") { Description = "Rows; the package's own if it is left out.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        var embedder = new Option<string>("--embedder") { Description = "The embedding model.", HelpName = "E.gguf", DefaultValueFactory = _ => new ModelSettings().embedder };
        var output = new Option<string>("--out") { Description = "The map. An older one is replaced.", HelpName = "E.map", Required = true };
        var command = new ExampleCommand("map", "Learn a map over an embedder's vectors from rows of dialogue.", Example) { data, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : DataFolder.Lines, new ImportOptions());
            LlamaEmbedder model = await LlamaEmbedder.LoadAsync(parsed.GetRequiredValue(embedder), cancellationToken).ConfigureAwait(false);
            using EmbeddingCache cache = DataCache.Over(model);
            string learned = "";
            EmbeddingMap? map = null;
            try
            {
                await ProgressDisplay.RunAsync(
                    parsed.InvocationConfiguration.Error,
                    async progress => map = await new MapLearner(cache, import.Rows)
                        .LearnAsync(progress.Begin("Embedding and learning"), text => learned = text, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
            finally
            {
                cache.Save(); // also when stopped: the next run goes on from there
            }

            EmbeddingMapFile.Write(path, map!, model.Id);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: learned from {learned}");
            return StudioCommandLine.Done;
        });
        return command;
    }

    static Command Decision()
    {
        var sheet = new Option<string>("--sheet") { Description = "The character whom the questions are about; they may name other sheets of hers.", HelpName = "S.asset", Required = true };
        var questions = new Option<string[]>("--questions") { Description = "Files of labelled questions; dev for the package's own.", HelpName = "Q.jsonl", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--out") { Description = "The decision. An older one is replaced.", HelpName = "E.decision", Required = true };
        var command = new ExampleCommand("decision", "Learn when a line asks for a fact, and when it is small talk or asks for what no fact tells.", DecisionExample) { sheet, questions, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            string[] files = [.. parsed.GetRequiredValue(questions).Select(DataFolder.Questions)];
            var learner = new DecisionLearner(QuestionSet.Read(files), new SheetSet(parsed.GetRequiredValue(sheet)));
            var told = new List<string>();
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                var (decision, embedder) = await learner.LearnAsync(progress.Begin("Asking recall"), told.Add, cancellationToken).ConfigureAwait(false);
                AnswerDecisionFile.Write(path, decision, embedder);
            }).ConfigureAwait(false);
            foreach (string line in told)
                parsed.InvocationConfiguration.Output.WriteLine(line);
            parsed.InvocationConfiguration.Output.WriteLine(path);
            return StudioCommandLine.Done;
        });
        return command;
    }
}
