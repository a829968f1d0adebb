using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Judging;
using Ojousama.Studio.Files;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>judge</c>: marks of a language model on the five axes, shown only if the model can judge.</summary>
static class JudgeCommand
{
    const string KeyVariable = "OPENAI_API_KEY";

    const string Example = """
        ojousama judge --sheet Ayane.asset --replies replies.jsonl --pairs pairs.jsonl --judge gemma-3-4b-it.gguf --out judged.jsonl
        ojousama judge --sheet Ayane.asset --replies replies.jsonl --pairs pairs.jsonl --judge gpt-5-mini --endpoint https://api.openai.com/v1 --out judged.jsonl

        where replies.jsonl is what “rehearse” wrote, and pairs.jsonl holds 50 or more pairs of which a person thinks one the better, as
        “compare --pairs” writes them:
          {"line": "お名前は？", "a": "小野寺絢音と申しますわ", "b": "名前は太郎だよ", "better": "a"}
        The judge is tested on the pairs first, each in both orders. If it does not agree with them, it marks nothing.
        An endpoint's key is read from the environment variable OPENAI_API_KEY. Run it again to go on after a stop.
        """;

    public static Command Create()
    {
        var sheet = CommonOptions.Sheet();
        var replies = new Option<string>("--replies") { Description = "Replies, as “rehearse” writes them.", HelpName = "R.jsonl", Required = true };
        var pairs = new Option<string>("--pairs") { Description = "Pairs with a person's verdict, which test the judge.", HelpName = "P.jsonl", Required = true };
        var judge = new Option<string>("--judge") { Description = "A GGUF in the models folder or a path; with --endpoint, the model's name there.", HelpName = "J", Required = true };
        var endpoint = new Option<string?>("--endpoint") { Description = "An OpenAI-compatible endpoint.", HelpName = "URL" };
        var axes = new Option<string[]>("--axes") { Description = $"Of {string.Join(", ", Axis.All.Select(a => a.Name))}; all if left out.", HelpName = "A", AllowMultipleArgumentsPerToken = true };
        axes.AcceptOnlyFromAmong([.. Axis.All.Select(a => a.Name)]);
        var most = CommonOptions.Number("--most-tokens", "Tokens, read and written, that new answers may take.", least: 1L, most: long.MaxValue, usual: 5_000_000L);
        var priceIn = CommonOptions.Number("--price-in", "What a million tokens read cost, to tell the sum.", least: 0.0, most: 1e6, usual: 0.0);
        var priceOut = CommonOptions.Number("--price-out", "What a million tokens written cost.", least: 0.0, most: 1e6, usual: 0.0);
        var output = new Option<string>("--out") { Description = "The judge's answers, a JSON object a line. A file that is there goes on.", HelpName = "J.jsonl", Required = true };
        var command = new ExampleCommand("judge", "Let a language model mark replies, after testing that it can.", Example)
        {
            sheet, replies, pairs, judge, endpoint, axes, most, priceIn, priceOut, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(output);
            CommonOptions.ThrowIfSame(path, parsed.GetRequiredValue(replies));
            CommonOptions.ThrowIfSame(path, parsed.GetRequiredValue(pairs));
            CharacterSheet character = SheetFile.Read(parsed.GetRequiredValue(sheet));
            IReadOnlyList<Answered> answered = ReplyFile.Read(parsed.GetRequiredValue(replies));
            IReadOnlyList<LabelledPair> labelled = LabelledPair.ReadAll(parsed.GetRequiredValue(pairs));
            if (labelled.Count < JudgeGate.FewestPairs)
                throw new OjousamaException($"{parsed.GetRequiredValue(pairs)} holds {labelled.Count} pairs", $"Give {JudgeGate.FewestPairs} or more: fewer cannot tell whether a judge agrees with people");
            Axis[] chosen = parsed.GetValue(axes) is { Length: > 0 } named ? [.. Axis.All.Where(a => named.Contains(a.Name))] : [.. Axis.All];
            TextWriter told = parsed.InvocationConfiguration.Output;
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                using IJudge asked = await OpenAsync(parsed.GetRequiredValue(judge), parsed.GetValue(endpoint), progress, cancellationToken).ConfigureAwait(false);
                using var file = JsonLinesLog<JudgeRow>.Open(path, """{"judge":"…","asked":"…","kind":"values","id":"1","probabilities":[0,0,0,0,0,1,0],"reason":"…","prompt_tokens":0,"answer_tokens":0}""");
                var log = new JudgeLog(asked, file, parsed.GetValue(most));
                try
                {
                    await RunAsync(new Court(character, log), log, answered, labelled, chosen, progress, told, cancellationToken).ConfigureAwait(false);
                }
                finally // also when it stopped: that was spent
                {
                    double cost = (log.PromptTokens * parsed.GetValue(priceIn) + log.AnswerTokens * parsed.GetValue(priceOut)) / 1e6;
                    told.WriteLine($"{log.NewAnswers} new answers, {log.PromptTokens} tokens read and {log.AnswerTokens} written{(cost > 0 ? $", which cost {cost:F4}" : "")}; {file.Values.Count} answers in {path}");
                }
            }).ConfigureAwait(false);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static async Task<IJudge> OpenAsync(string judge, string? endpoint, ProgressDisplay progress, CancellationToken cancellationToken)
    {
        if (endpoint == null)
            return await LocalJudge.LoadAsync(judge, progress.Begin("Loading the judge"), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
            throw new OjousamaException($"The endpoint '{endpoint}' is no address", "Write it like this: http://127.0.0.1:8080/v1");
        return new EndpointJudge(uri, judge, Environment.GetEnvironmentVariable(KeyVariable), progress.Say, FirstDelay);
    }

    /// <summary>Before the first retry of an endpoint. Tests shorten it.</summary>
    internal static TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(2);

    static async Task RunAsync(
        Court court,
        JudgeLog log,
        IReadOnlyList<Answered> replies,
        IReadOnlyList<LabelledPair> pairs,
        IReadOnlyList<Axis> axes,
        ProgressDisplay progress,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        ProgressStep testing = progress.Begin("Testing the judge", 2 * pairs.Count);
        JudgeGate gate = await court.TestAsync(pairs, done => testing.Report(done, Spent()), cancellationToken).ConfigureAwait(false);
        output.WriteLine($"Gate: {gate.Pairs} labelled pairs in both orders, the same choice in both {100 * gate.Consistency:F0} %, agreement with people {100 * gate.Agreement:F0} %");
        if (!gate.IsPassed)
            throw new OjousamaException(
                $"The judge chose the same reply in both orders for {100 * gate.Consistency:F0} % of the pairs (at least {100 * JudgeGate.LeastConsistency:F0} %) and agreed with people in {100 * gate.Agreement:F0} % (at least {100 * JudgeGate.LeastAgreement:F0} %), so that its marks would mean nothing and were not asked for",
                "Take a stronger judge, or look through the pairs");

        ProgressStep marking = progress.Begin("Marking replies", Court.QuestionsFor(replies, axes));
        foreach (AxisScore score in await court.MarkAsync(replies, axes, done => marking.Report(done, Spent()), cancellationToken).ConfigureAwait(false))
        {
            string without = score.Unmarked > 0 ? $"; {score.Unmarked} replies without a mark, because the judge named none" : "";
            output.WriteLine($"{score.Axis}: {score.Mean:F2} [{score.Interval.Low:F2}, {score.Interval.High:F2}] of 7, {score.Marked} replies{without}");
        }

        string Spent() => $"{log.PromptTokens + log.AnswerTokens} tokens";
    }
}
