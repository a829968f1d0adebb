using System.CommandLine;
using Ojousama.Character;
using Ojousama.Inference.Remote;
using Ojousama.Loading;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Cli;

/// <summary><c>rehearse</c>: lets a character answer a file of questions.</summary>
static class RehearseCommand
{
    const string Example = """
        ojousama rehearse --sheet Ayane.asset --questions questions.jsonl --out replies.jsonl --seed 1
        ojousama rehearse --sheet Ayane.asset --questions questions.jsonl --out replies.jsonl --server http://localhost:8080 --parallel 16

        where questions.jsonl holds lines like
          {"id": "1", "question": "お名前は？"}
        or, to tell her other facts than recall would find,
          {"id": "2", "question": "ご趣味は？", "facts": ["趣味は天体観測。"]}
        or, to say several lines in one conversation,
          {"id": "3", "turns": ["おはよう", "お名前は？"]}
        and replies.jsonl will hold lines like
          {"id":"1","question":"お名前は？","facts":["名前は小野寺絢音。"],"reply":"…","stop":"end","first_ms":81.2,"total_ms":264}
        where stop tells why the reply ended: end, length, guard or error.
        """;

    public static Command Create()
    {
        var sheet = CommonOptions.Sheet();
        var questions = CommonOptions.Questions();
        var output = CommonOptions.Output();
        var others = CommonOptions.Others();
        var noFacts = new Option<bool>("--no-rag") { Description = "Tell her no facts: neither what recall finds nor what a question brings." };
        var noAdapter = new Option<bool>("--no-adapter") { Description = "Let the bare base model speak, without her LoRA adapter." };
        var seed = CommonOptions.Number(
            "--seed", "The same number gives the same replies. Left out, each run draws one and tells it.", least: 0u, most: uint.MaxValue);
        var greedy = new Option<bool>("--greedy") { Description = "Take the most likely word always, whatever the sheet's temperature." };
        var plain = new Option<bool>("--plain") { Description = "Let only the model speak: no remembered lines, no memory of the player, nothing checked." };
        var state = CommonOptions.State();
        var engine = CommonOptions.Engine();
        var server = CommonOptions.Server();
        var parallel = CommonOptions.Parallel();
        var command = new ExampleCommand("rehearse", "Let a character answer a file of questions, each in a fresh talk.", Example)
        {
            sheet, questions, output, others, noFacts, noAdapter, seed, greedy, plain, state, engine, server, parallel,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            InferenceEngines.Use(parsed.GetRequiredValue(engine));
            string path = parsed.GetRequiredValue(output);
            CommonOptions.ThrowIfSame(path, parsed.GetRequiredValue(questions));
            var (character, known) = CommonOptions.ReadSheets(parsed, sheet, others, state);
            if (parsed.GetValue(noAdapter))
                character.model.adapter = "";
            character.model.file = parsed.GetValue(server) ?? character.model.file;
            IReadOnlyList<Question> asked = Question.ReadAll(parsed.GetRequiredValue(questions));
            var settings = new RehearsalSettings
            {
                Knowledge = parsed.GetValue(noFacts) ? Knowledge.None : Knowledge.Recalled,
                IsGreedy = parsed.GetValue(greedy),
                IsPlain = parsed.GetValue(plain),
                Seed = parsed.GetResult(seed) == null ? (uint)Random.Shared.Next() : parsed.GetValue(seed),
            };

            var summary = new RehearsalSummary(asked.Sum(question => question.Lines.Count), settings);
            try
            {
                await ProgressDisplay.RunAsync(
                    parsed.InvocationConfiguration.Error,
                    progress => RehearseAsync(character, known, asked, settings, parsed.GetValue(parallel), path, summary, progress, cancellationToken)).ConfigureAwait(false);
            }
            finally // also when it was stopped: what was answered so far is in the file
            {
                if (summary.Replies > 0)
                    parsed.InvocationConfiguration.Output.WriteLine($"{path}: {summary}");
            }

            return StudioCommandLine.Done;
        });
        return command;
    }

    static async Task RehearseAsync(
        CharacterSheet sheet,
        IReadOnlyList<CharacterSheet> others,
        IReadOnlyList<Question> questions,
        RehearsalSettings settings,
        int parallel,
        string path,
        RehearsalSummary summary,
        ProgressDisplay progress,
        CancellationToken cancellationToken)
    {
        Action<string>? log = RemoteDialogueModel.IsAddress(sheet.model.file) ? progress.Say : null; // what is at the address, and what it does not know
        using LoadedCharacter character = await LoadedCharacter.LoadAsync(
            sheet, progress: progress.Begin("Loading the model and the facts"), others: others, log: log, cancellationToken: cancellationToken).ConfigureAwait(false);
        var rehearsal = new Rehearsal(character, settings, isReproducible: parallel == 1);

        ProgressStep step = progress.Begin("Rehearsing", questions.Count);
        using var results = new JsonLinesWriter<object>(path);
        int answered = 0;
        await foreach (var (question, replies) in rehearsal.AskAsync(questions, parallel, cancellationToken).ConfigureAwait(false))
        {
            results.Write(question.Turns == null ? replies[0] : new RehearsedConversation(question, replies));
            foreach (RehearsedReply reply in replies)
            {
                summary.Add(reply);
                if (reply.Error != null)
                    progress.Say($"Question {question.Id}: {reply.Error.Message}");
            }

            step.Report(++answered, $"{summary.TokensPerSecond:F1} tokens/s");
        }
    }
}
