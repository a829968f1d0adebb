using System.CommandLine;
using MathNet.Numerics.Statistics;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Classifiers;
using Ojousama.Studio.Evaluation.Sense;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Cli;

/// <summary><c>sense</c>: whether replies answer their lines.</summary>
static class SenseCommand
{

    const string TrainExample = """
        ojousama sense train --out ayane.sense
        ojousama sense train --verdicts mine.jsonl --lines mine.lines --out mine.sense

        It learns from what readers thought of replies, by how like these are to what writers answered to like lines, and tells how well it
        does on verdicts that it did not see. Verdicts are written as for “sense check”.
        """;

    const string CheckExample = """
        ojousama sense check --head ayane.sense --verdicts verdicts.jsonl

        where verdicts.jsonl holds what a person thinks of replies, a line each; history and sense may be left out:
          {"line":"傘、忘れちゃった","history":[{"line":"雨だね","reply":"ええ、静かな雨ですこと"}],"reply":"わたくしの傘にお入りになって","verdict":1,"sense":7}
        """;

    const string ScoreExample = """
        ojousama sense score --head ayane.sense --replies replies.jsonl --out sense.jsonl

        where replies.jsonl is what “rehearse” wrote, and sense.jsonl will hold lines like
          {"id":"1","line":"お名前は？","reply":"小野寺絢音ですわ","sense":0.93}
        """;

    public static Command Create() => new("sense", "Whether replies answer their lines.") { Train(), Check(), Score() };

    static Option<string> Embedder() => new("--embedder") { Description = "The embedding model.", HelpName = "E.gguf", DefaultValueFactory = _ => new ModelSettings().embedder };

    static Option<string> Lines() => new("--lines") { Description = "The line file that tells what answers what.", HelpName = "V.lines", DefaultValueFactory = _ => "ojousama.lines" };

    static Option<string> Stock() => new("--stock") { Description = "The stock file that tells what lines are meant to do.", HelpName = "V.stock", DefaultValueFactory = _ => "ojousama.stock" };

    static Option<string> Head() => new("--head") { Description = "What “sense train” wrote.", HelpName = "H.sense", Required = true };

    static Command Train()
    {
        var verdicts = new Option<string[]>("--verdicts")
        {
            Description = "What readers think of replies, a JSON object a line; the package's own if left out.", HelpName = "V.jsonl", AllowMultipleArgumentsPerToken = true,
        };
        Option<string> lines = Lines(), stock = Stock(), embedder = Embedder();
        var output = new Option<string>("--out") { Description = "The head. An older file is replaced.", HelpName = "H.sense", Required = true };
        var command = new ExampleCommand("train", "Learn what answers what.", TrainExample) { verdicts, lines, stock, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] files = parsed.GetValue(verdicts) is { Length: > 0 } named ? named : [DataFolder.Find("questions/verdicts-train.jsonl")];
            HandVerdict[] given = [.. files.SelectMany(HandVerdict.ReadAll)];
            string path = parsed.GetRequiredValue(output);
            TextWriter told = parsed.InvocationConfiguration.Output;
            using LlamaEmbedder model = await LlamaEmbedder.LoadAsync(PackagePaths.FindModel(parsed.GetRequiredValue(embedder)), cancellationToken).ConfigureAwait(false);
            var (id, memory, features) = Read(parsed, model, lines, stock, embedder);
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                ProgressStep step = progress.Begin($"Reading {given.Length} verdicts");
                var (head, quality) = await SenseTrainer.TrainAsync(given, id, features, memory, step, cancellationToken).ConfigureAwait(false);
                SenseFile.Write(path, head);
                told.WriteLine($"{quality.Verdicts} verdicts, AUC {quality.Area:F3} on folds that were held out");
                told.WriteLine($"true replies of remembered lines against those to other lines: AUC {quality.AreaOfSelection:F3}");
                told.WriteLine($"{path}: {new FileInfo(path).Length} bytes");
            }).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static (string Embedder, SenseMemory Memory, SenseFeatures Features) Read(ParseResult parsed, LlamaEmbedder model, Option<string> lines, Option<string> stock, Option<string> embedder)
    {
        IEmbedder mapped = MappedEmbedder.Over(model, PackagePaths.FindModel(parsed.GetRequiredValue(embedder)));
        var memory = SenseMemory.Read(PackagePaths.FindModel(parsed.GetRequiredValue(lines)), PackagePaths.FindModel(parsed.GetRequiredValue(stock)), mapped);
        return (mapped.Id, memory, new SenseFeatures(mapped, memory));
    }

    static async Task<IReadOnlyList<double>> ScoreAsync(
        SenseModel sense, ParseResult parsed, Option<string> lines, Option<string> stock, Option<string> embedder, IReadOnlyList<SpokenReply> replies, CancellationToken cancellationToken)
    {
        using LlamaEmbedder model = await LlamaEmbedder.LoadAsync(PackagePaths.FindModel(parsed.GetRequiredValue(embedder)), cancellationToken).ConfigureAwait(false);
        var (id, _, features) = Read(parsed, model, lines, stock, embedder);
        sense.Require(id);
        return await sense.ScoreAsync(replies, features, cancellationToken).ConfigureAwait(false);
    }

    static Command Check()
    {
        var head = Head();
        var verdicts = new Option<string>("--verdicts") { Description = "What a person thinks of replies, a JSON object a line.", HelpName = "V.jsonl", Required = true };
        Option<string> lines = Lines(), stock = Stock(), embedder = Embedder();
        var command = new ExampleCommand("check", "Hold the score against a person's verdicts.", CheckExample) { head, verdicts, lines, stock, embedder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SenseModel sense = SenseFile.Read(parsed.GetRequiredValue(head));
            IReadOnlyList<HandVerdict> given = HandVerdict.ReadAll(parsed.GetRequiredValue(verdicts));
            var scores = await ScoreAsync(sense, parsed, lines, stock, embedder, [.. given.Select(v => v.Spoken)], cancellationToken).ConfigureAwait(false);
            Write(given, scores, parsed.InvocationConfiguration.Output);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static void Write(IReadOnlyList<HandVerdict> given, IReadOnlyList<double> scores, TextWriter output)
    {
        var both = given.Zip(scores, (verdict, score) => (Verdict: verdict, Score: score)).ToArray();
        double[] right = [.. both.Where(b => b.Verdict.Verdict == 1).Select(b => b.Score)], wrong = [.. both.Where(b => b.Verdict.Verdict == 0).Select(b => b.Score)];
        var interval = RocCurve.Interval(right, wrong);
        output.WriteLine($"{given.Count} verdicts, {right.Length} of them 1: AUC {RocCurve.Area(right, wrong):F3} [{interval.Low:F3}, {interval.High:F3}]");
        var marked = both.Where(b => b.Verdict.Sense != null).ToArray();
        if (marked.Length > 2)
            output.WriteLine($"rank correlation with the marks 1 to 7 of {marked.Length}: {Correlation.Spearman(marked.Select(m => m.Score), marked.Select(m => (double)m.Verdict.Sense!)):F3}");
        foreach (var (verdict, score) in both.OrderByDescending(b => Math.Abs(b.Score - b.Verdict.Verdict)).Take(5))
            output.WriteLine($"  {score:F3} but {verdict.Verdict}: {verdict.Line} → {verdict.Reply}");
    }

    static Command Score()
    {
        var head = Head();
        var replies = new Option<string>("--replies") { Description = "Replies, as “rehearse” writes them.", HelpName = "R.jsonl", Required = true };
        Option<string> lines = Lines(), stock = Stock(), embedder = Embedder();
        var output = CommonOptions.Output();
        var command = new ExampleCommand("score", "Tell whether replies answer their lines.", ScoreExample) { head, replies, lines, stock, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string from = parsed.GetRequiredValue(replies), to = parsed.GetRequiredValue(output);
            CommonOptions.ThrowIfSame(to, from);
            SenseModel sense = SenseFile.Read(parsed.GetRequiredValue(head));
            var turns = ReplyFile.Read(from).SelectMany(a => a.Turns.Select((turn, i) => (a.Id, Turn: turn, Before: a.Turns.Take(i))))
                .Where(t => t.Turn.Line.Length > 0 && t.Turn.Reply.Length > 0).ToArray();
            if (turns.Length == 0)
                throw new OjousamaException($"No line of {from} has both a question and a reply", $"Write them like this: {ReplyFile.Example}");
            var scores = await ScoreAsync(
                sense, parsed, lines, stock, embedder, [.. turns.Select(t => new SpokenReply(t.Turn.Line, t.Turn.Reply, [.. t.Before.Select(b => new PastTurn(b.Line, b.Reply))]))], cancellationToken).ConfigureAwait(false);
            JsonLines.Write(to, turns.Zip(scores, (t, score) => new ScoredReply(t.Id, t.Turn.Line, t.Turn.Reply, Math.Round(score, 4))));
            parsed.InvocationConfiguration.Output.WriteLine($"{to}: {scores.Count} replies, mean sense {scores.Average():F3}, from ½ on {100.0 * scores.Count(s => s >= 0.5) / scores.Count:F1} %");
            return StudioCommandLine.Done;
        });
        return command;
    }

    sealed record ScoredReply(string Id, string Line, string Reply, double Sense);
}
