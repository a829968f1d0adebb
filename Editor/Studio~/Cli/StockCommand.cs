using System.CommandLine;
using Ojousama.Recall.Stock;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Stock;

namespace Ojousama.Studio.Cli;

/// <summary><c>stock build</c>: makes the files of what voices say to lines that are like none they remember.</summary>
static class StockCommand
{
    const string Example = """
        ojousama stock build --voice ojousama misaki koharu rin --out Models~

        It learns what lines are meant to do (thank, complain, ask for advice …), which takes some minutes, and writes V.stock for each voice.
        Name the file in the sheets of that voice as model.stock.
        """;

    public static Command Create() => new("stock", "What a character says to lines like none she remembers.") { Build() };

    static Command Build()
    {
        var voices = new Option<string[]>("--voice") { Description = "Voices; a file is written for each.", HelpName = "V", Required = true, AllowMultipleArgumentsPerToken = true };
        var lines = new Option<string[]>("--lines") { Description = "Player's lines and the act of each; the package's own if it is left out.", HelpName = "L.jsonl", AllowMultipleArgumentsPerToken = true };
        var replies = new Option<string[]>("--replies") { Description = "Replies by voice and act; the package's own if it is left out.", HelpName = "R.jsonl", AllowMultipleArgumentsPerToken = true };
        var test = new Option<string[]>("--test") { Description = "Lines and acts that are not learned from: how often the likeliest act is theirs; the package's own if it is left out.", HelpName = "T.jsonl", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--out") { Description = "The folder to write to. Older files are replaced.", HelpName = "FOLDER", Required = true };
        var command = new ExampleCommand("build", "Make stock files from lines and replies marked with their acts.", Example) { voices, lines, replies, test, output };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var learned = ActLine.ReadAll(Given(lines, DataFolder.ActLines));
            var held = ActLine.ReadAll(Given(test, [DataFolder.Find("acts-ja/test.jsonl")]));
            var stock = ActReply.ReadAll(Given(replies, DataFolder.ActReplies)).ToLookup(reply => reply.Voice);
            string[] named = parsed.GetRequiredValue(voices);
            if (Array.Find(named, voice => !stock.Contains(voice)) is string unknown)
                throw new OjousamaException($"No reply is in the voice {unknown}", $"Name one of {string.Join(", ", stock.Select(of => of.Key))}");
            string[] strange = [.. stock.SelectMany(of => of).SelectMany(reply => reply.Acts).Except(learned.Select(line => line.Act))];
            if (strange.Length > 0)
                throw new OjousamaException($"There are replies to {string.Join(", ", strange)}, but no line is marked so", "Mark some lines with it, or mend its name");
            TextWriter told = parsed.InvocationConfiguration.Output;
            await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
            {
                progress.Begin($"Learning the acts of {learned.Count} lines");
                ActClassifier classifier = await Task.Run(() => ActTrainer.Train(learned, cancellationToken), cancellationToken).ConfigureAwait(false);
                var (first, three) = ActTrainer.Test(classifier, held);
                told.WriteLine($"{classifier.Acts.Count} acts from {learned.Count} lines; of {held.Count} others the likeliest act is right for {first:P0}, one of the three likeliest for {three:P0}");
                string[] acts = [.. classifier.Acts];
                foreach (string voice in named)
                {
                    string path = Path.Combine(parsed.GetRequiredValue(output), voice + ".stock");
                    StockFile.Write(path, new StockReplies(classifier, [.. stock[voice].DistinctBy(reply => reply.Reply).Select(reply => reply.Suited(acts))]));
                    told.WriteLine($"{path}: {stock[voice].Count()} replies");
                }
            }).ConfigureAwait(false);
            return StudioCommandLine.Done;

            string[] Given(Option<string[]> option, string[] own) => parsed.GetValue(option) is { Length: > 0 } paths ? paths : own;
        });
        return command;
    }
}
