using System.CommandLine;
using Ojousama.Studio.Evaluation.Judging;
using Ojousama.Studio.Evaluation.Pairwise;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Cli;

/// <summary><c>compare</c>: which of several systems a person, or a judge, prefers.</summary>
static class CompareCommand
{
    const string Example = """
        ojousama compare tuned.jsonl bare.jsonl --blind --votes votes.jsonl

        where the files are results of “rehearse” on the same questions. It shows two replies at a time, each pair once in either order, takes
        the votes from the keyboard, and goes on where the file of votes ends. Without files of replies it rates what the votes say:
          ojousama compare --votes votes.jsonl
        A vote is a line like
          {"situation":"1","first":"tuned","second":"bare","vote":"first"}
        """;

    public static Command Create()
    {
        var files = new Argument<string[]>("R.jsonl") { Description = "Replies of two or more systems to the same questions. None to count votes only.", Arity = ArgumentArity.ZeroOrMore };
        var votes = new Option<string>("--votes") { Description = "The file of votes. One that is there goes on.", HelpName = "V.jsonl", Required = true };
        var blind = new Option<bool>("--blind") { Description = "Hide which system said what." };
        var pairs = new Option<string?>("--pairs") { Description = "Write each situation that one system won as a labelled pair, which tests a judge.", HelpName = "P.jsonl" };
        var seed = CommonOptions.Number("--seed", "Of the order in which replies are shown.", least: 0, most: int.MaxValue, usual: 1);
        var command = new ExampleCommand("compare", "Vote on replies of several systems, and rate the systems.", Example) { files, votes, blind, pairs, seed };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(votes);
            TextWriter output = parsed.InvocationConfiguration.Output;
            string[] replies = parsed.GetValue(files) ?? [];
            if (replies.Length == 1)
                throw new OjousamaException("One file of replies is nothing to compare", "Name two or more");
            foreach (string file in replies)
                CommonOptions.ThrowIfSame(path, file);
            if (replies.Length > 0)
            {
                IReadOnlyList<SystemReplies> systems = SystemReplies.ReadAll(replies);
                using var box = JsonLinesLog<Vote>.Open(path, Vote.Example);
                new PollingPlace(Console.In, output, parsed.GetValue(blind)).Run(Ballot.All(systems, parsed.GetValue(seed)), box);
                if (parsed.GetValue(pairs) is string to)
                    JsonLines.Write(to, LabelledPair.Of(box.Values, systems));
            }
            else if (parsed.GetValue(pairs) != null)
            {
                throw new OjousamaException("Pairs hold the replies themselves", "Name the files of replies too");
            }

            Write(Ranking.Of(Match.Of(JsonLines.Read<Vote>(path, Vote.Example).Select(line => line.Value))), output);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static void Write(Ranking ranking, TextWriter output)
    {
        output.WriteLine($"{ranking.Matches} comparisons in {ranking.Situations} situations; ν {ranking.Tie:F2}: equals tie in {100 * ranking.Tie / (2 + ranking.Tie):F0} %");
        foreach (Standing s in ranking.Standings)
        {
            output.WriteLine(
                $"{s.Name}: {s.Rating:F0} [{s.Interval.Low:F0}, {s.Interval.High:F0}], best in {100 * s.IsBest:F0} % of resamples, won {s.Wins}, tied {s.Ties}, lost {s.Losses}; Glicko-2 {s.Glicko.Value:F0} ± {s.Glicko.Deviation:F0}");
        }

        foreach (PairShare pair in ranking.Pairs)
            output.WriteLine($"{pair.A} over {pair.B}: {100 * pair.Share:F1} % [{100 * pair.Interval.Low:F1}, {100 * pair.Interval.High:F1}] of {pair.Matches}, ties as halves");
    }
}
