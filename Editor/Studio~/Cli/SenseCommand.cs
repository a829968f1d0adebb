using System.CommandLine;
using MathNet.Numerics.Statistics;
using Ojousama.Character;
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
    const int CachedTexts = 100_000; // 150 MB

    const string TrainExample = """
        ojousama sense train --out ayane.sense

        It learns from pairs of line and reply against replies to other lines, and tells how well it tells them apart on talks that it did not see.
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

    static Option<string> Head() => new("--head") { Description = "What “sense train” wrote.", HelpName = "H.sense", Required = true };

    static Command Train()
    {
        var data = DataOptions.Paths();
        var most = CommonOptions.Number("--most", "Pairs to learn from at most, talks first. Embedding takes nearly all the time.", least: 200, most: 1_000_000, usual: 8000);
        var embedder = Embedder();
        var output = new Option<string>("--out") { Description = "The head. An older file is replaced.", HelpName = "H.sense", Required = true };
        var command = new ExampleCommand("train", "Learn what answers what.", TrainExample) { data, most, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : [DataFolder.Find("context-ja")], new ImportOptions());
            DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
            var random = new Random(1);
            SensePair[] pairs = [.. SensePair.Of(import.Rows).OrderByDescending(p => p.IsOfTalk).ThenBy(_ => random.Next()).Take(parsed.GetValue(most))];
            string path = parsed.GetRequiredValue(output);
            TextWriter told = parsed.InvocationConfiguration.Output;
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                ProgressStep step = progress.Begin($"Embedding {pairs.Length} lines and replies");
                string file = PackagePaths.FindModel(parsed.GetRequiredValue(embedder));
                LlamaEmbedder model = await LlamaEmbedder.LoadAsync(file, cancellationToken).ConfigureAwait(false);
                using var cache = new EmbeddingCache(model, Path.Combine(PackagePaths.CacheFolder, model.Id + ".data.embeddings"), CachedTexts);
                try
                {
                    var (head, quality) = await SenseTrainer.TrainAsync(pairs, MappedEmbedder.Over(cache, file), step, cancellationToken).ConfigureAwait(false);
                    SenseFile.Write(path, head);
                    told.WriteLine($"{quality.Pairs} pairs, tested on {quality.Tested} that nothing was learnt from, each beside the same voice's reply to another line");
                    told.WriteLine($"AUC {quality.Area:F3}, of talks {quality.AreaOfTalks:F3}; the fit of line and reply under the embedder's map alone {quality.AreaOfLikeness:F3}");
                    told.WriteLine($"{path}: {new FileInfo(path).Length / 1024.0:F0} kB");
                }
                finally
                {
                    cache.Save(); // also when stopped: the next run goes on from there
                }
            }).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static Command Check()
    {
        var head = Head();
        var verdicts = new Option<string>("--verdicts") { Description = "What a person thinks of replies, a JSON object a line.", HelpName = "V.jsonl", Required = true };
        var embedder = Embedder();
        var command = new ExampleCommand("check", "Hold the score against a person's verdicts.", CheckExample) { head, verdicts, embedder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SenseModel model = SenseFile.Read(parsed.GetRequiredValue(head));
            IReadOnlyList<HandVerdict> given = HandVerdict.ReadAll(parsed.GetRequiredValue(verdicts));
            string file = PackagePaths.FindModel(parsed.GetRequiredValue(embedder));
            using LlamaEmbedder embeddings = await LlamaEmbedder.LoadAsync(file, cancellationToken).ConfigureAwait(false);
            var scores = await model.ScoreAsync([.. given.Select(v => v.Spoken)], MappedEmbedder.Over(embeddings, file), cancellationToken).ConfigureAwait(false);
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
        var embedder = Embedder();
        var output = CommonOptions.Output();
        var command = new ExampleCommand("score", "Tell whether replies answer their lines.", ScoreExample) { head, replies, embedder, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string from = parsed.GetRequiredValue(replies), to = parsed.GetRequiredValue(output);
            CommonOptions.ThrowIfSame(to, from);
            SenseModel model = SenseFile.Read(parsed.GetRequiredValue(head));
            var turns = ReplyFile.Read(from).SelectMany(a => a.Turns.Select((turn, i) => (a.Id, Turn: turn, Before: i == 0 ? null : a.Turns[i - 1])))
                .Where(t => t.Turn.Line.Length > 0 && t.Turn.Reply.Length > 0).ToArray();
            if (turns.Length == 0)
                throw new OjousamaException($"No line of {from} has both a question and a reply", $"Write them like this: {ReplyFile.Example}");
            string file = PackagePaths.FindModel(parsed.GetRequiredValue(embedder));
            using LlamaEmbedder embeddings = await LlamaEmbedder.LoadAsync(file, cancellationToken).ConfigureAwait(false);
            var scores = await model.ScoreAsync(
                [.. turns.Select(t => new SpokenReply(t.Turn.Line, SensePair.ContextOf(t.Turn.Line, t.Before?.Line, t.Before?.Reply), t.Turn.Reply))], MappedEmbedder.Over(embeddings, file), cancellationToken).ConfigureAwait(false);
            JsonLines.Write(to, turns.Zip(scores, (t, score) => new ScoredReply(t.Id, t.Turn.Line, t.Turn.Reply, Math.Round(score, 4))));
            parsed.InvocationConfiguration.Output.WriteLine($"{to}: {scores.Count} replies, mean sense {scores.Average():F3}, from ½ on {100.0 * scores.Count(s => s >= 0.5) / scores.Count:F1} %");
            return StudioCommandLine.Done;
        });
        return command;
    }

    sealed record ScoredReply(string Id, string Line, string Reply, double Sense);
}
