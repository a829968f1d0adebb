using System.CommandLine;
using System.Diagnostics;
using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Likeness;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Likeness;
using Ojousama.Studio.Files;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>likeness</c>: how much replies sound like a character.</summary>
static class LikenessCommand
{
    const string TrainExample = """
        ojousama likeness train --sheet Ayane.asset --also ojousama

        It learns from the sheet's lines and the rows of her voice, against the other voices of the data and plain Japanese, and writes
        Ayane.voice beside the sheet. Play chooses by it with new ConversationOptions { Scorer = new VoiceScorer(VoiceModel.Load(path)) }.
        """;

    const string ScoreExample = """
        ojousama likeness score --voice Ayane.voice --replies replies.jsonl --out likeness.jsonl

        where replies.jsonl is what “rehearse” wrote, and likeness.jsonl will hold lines like
          {"id":"1","reply":"嬉しゅうございますわ","likeness":0.998}
        """;

    public static Command Create() => new("likeness", "How much replies sound like a character.") { Train(), Score() };

    static Command Train()
    {
        var sheet = CommonOptions.Sheet();
        var data = DataOptions.Paths();
        var also = new Option<string[]>("--also") { Description = "Voices of the data that talk as she does, e.g. ojousama.", HelpName = "V", AllowMultipleArgumentsPerToken = true };
        var against = new Option<string[]>("--against")
        {
            Description = "Replies that are not hers, as “rehearse --no-adapter” writes them: the hard ones.", HelpName = "R.jsonl", AllowMultipleArgumentsPerToken = true,
        };
        var output = new Option<string?>("--out") { Description = "The voice file. Left out, it is written beside the sheet.", HelpName = "S.voice" };
        var embedder = new Option<string?>("--embedder") { Description = "Compare with a linear head on this model's sentence embeddings.", HelpName = "E.gguf" };
        var command = new ExampleCommand("train", "Learn a voice, and tell how well it is told from others.", TrainExample) { sheet, data, also, against, output, embedder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(sheet);
            CharacterSheet character = SheetFile.Read(path);
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : [DataFolder.Find("context-ja")], new ImportOptions());
            DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
            string voice = VoiceName.OfSheet(path);
            string[] notHers = [.. (parsed.GetValue(against) ?? []).SelectMany(ReplyFile.Read).SelectMany(a => a.Turns).Select(turn => turn.Reply)];
            var corpus = Utterance.Corpus(character, import.Rows, [voice, .. (parsed.GetValue(also) ?? []).Select(VoiceName.KeyOf)], notHers, seed: 1);
            string to = parsed.GetValue(output) ?? Path.ChangeExtension(path, ".voice");

            TextWriter told = parsed.InvocationConfiguration.Output;
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                progress.Begin($"Learning from {corpus.Count} lines");
                var (model, quality) = VoiceTrainer.Train(voice, corpus, cancellationToken);
                VoiceFile.Write(to, model);
                Write(quality, told);
                told.WriteLine($"{to}: {new FileInfo(to).Length / 1024.0:F0} kB, {Microseconds(model, corpus):F0} µs a reply");
                if (parsed.GetValue(embedder) is not string file)
                    return;
                progress.Begin("Embedding lines to compare with");
                using LlamaEmbedder embeddings = await LlamaEmbedder.LoadAsync(file, cancellationToken).ConfigureAwait(false);
                var (ngrams, vectors, lines) = await VoiceTrainer.CompareAsync(corpus, embeddings, cancellationToken).ConfigureAwait(false);
                told.WriteLine($"on {lines} of the lines: character n-grams AUC {ngrams:F3}, a linear head on {Path.GetFileName(file)} {vectors:F3}");
            }).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static Command Score()
    {
        var voice = new Option<string>("--voice") { Description = "The voice file.", HelpName = "S.voice", Required = true };
        var replies = new Option<string>("--replies") { Description = "Replies, as “rehearse” writes them.", HelpName = "R.jsonl", Required = true };
        var output = new Option<string?>("--out") { Description = "Each reply with its likeness, a JSON object a line. An older file is replaced.", HelpName = "L.jsonl" };
        var command = new ExampleCommand("score", "Tell how much replies sound like her.", ScoreExample) { voice, replies, output };
        command.SetAction(parsed =>
        {
            string from = parsed.GetRequiredValue(replies);
            VoiceModel model = VoiceModel.Load(parsed.GetRequiredValue(voice));
            ScoredReply[] scored =
            [
                .. ReplyFile.Read(from).SelectMany(a => a.Turns.Where(turn => turn.Reply.Length > 0).Select(turn => new ScoredReply(a.Id, turn.Reply, MathF.Round(model.Likeness(turn.Reply), 4)))),
            ];
            if (scored.Length == 0)
                throw new OjousamaException($"All replies in {from} are empty", "See in the file why the questions were not answered");
            if (parsed.GetValue(output) is string to)
            {
                CommonOptions.ThrowIfSame(to, from);
                JsonLines.Write(to, scored);
            }

            double mean = scored.Average(s => s.Likeness), hers = scored.Count(s => s.Likeness >= 0.5f) / (double)scored.Length;
            parsed.InvocationConfiguration.Output.WriteLine($"{scored.Length} replies: mean likeness to {model.Voice} {mean:F3}, from ½ on {100 * hers:F1} %");
            foreach (ScoredReply least in scored.OrderBy(s => s.Likeness).Take(5))
                parsed.InvocationConfiguration.Output.WriteLine($"  {least.Likeness:F3} {least.Id}: {least.Reply}");
            return StudioCommandLine.Done;
        });
        return command;
    }

    static void Write(VoiceQuality quality, TextWriter output)
    {
        output.WriteLine($"{quality.Hers} lines of hers, {quality.OtherVoices} of other voices, {quality.Plain} of plain Japanese; each tested by a model trained without it");
        output.WriteLine($"AUC against other voices {quality.AgainstVoices:F4}, against plain Japanese {quality.AgainstPlain:F4}");
        output.WriteLine($"from a likeness of ½ on: {100 * quality.Found:F1} % of hers, {100 * quality.Mistaken:F1} % of the rest");
    }

    static double Microseconds(VoiceModel model, IReadOnlyList<Utterance> corpus)
    {
        const int Lines = 2000;
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < Lines; i++)
            model.Likeness(corpus[i % corpus.Count].Text);
        return watch.Elapsed.TotalMicroseconds / Lines;
    }

    sealed record ScoredReply(string Id, string Reply, float Likeness);
}
