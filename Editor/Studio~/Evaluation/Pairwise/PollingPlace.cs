using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Scoring;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>Shows replies two by two in a terminal and takes a person's votes, each into the file at once.</summary>
/// <param name="input">What the person types, a line a vote; its end ends the voting.</param>
/// <param name="output">What the person reads.</param>
/// <param name="isBlind">Whether the systems' names are kept from the person.</param>
sealed class PollingPlace(TextReader input, TextWriter output, bool isBlind)
{
    const string Keys = "1 = 一つ目がよい the first is better, 2 = 二つ目 the second, 0 = 同じ alike, b = 戻る back, q = 終わる stop";

    /// <summary>Asks for what has no vote yet. Equal replies are a tie without asking.</summary>
    public void Run(IReadOnlyList<Ballot> ballots, JsonLinesLog<Vote> votes)
    {
        var answered = votes.Values.Select(vote => (vote.Situation, vote.First, vote.Second)).ToHashSet();
        Ballot[] open = [.. ballots.Where(b => !answered.Contains((b.Situation, b.First.Name, b.Second.Name)))];
        foreach (Ballot equal in open.Where(b => b.HasEqualReplies))
            votes.Add(equal.Vote(Verdict.Tie));
        open = [.. open.Where(b => !b.HasEqualReplies)];
        for (int at = 0; at < open.Length;)
        {
            Show(open[at], ballots.Count - open.Length + at + 1, ballots.Count);
            switch (Ask())
            {
                case 'q':
                    return;
                case 'b':
                    at = Math.Max(0, at - 1); // the later vote of two on the same order holds
                    break;
                case var key:
                    votes.Add(open[at++].Vote(key switch { '1' => Verdict.First, '2' => Verdict.Second, _ => Verdict.Tie }));
                    break;
            }
        }

        output.WriteLine("Everything has been voted on. すべて投票済みです。");
    }

    void Show(Ballot ballot, int number, int count)
    {
        output.WriteLine();
        output.WriteLine($"[{number}/{count}]");
        var first = ballot.ShownFirst.Turns;
        var second = ballot.ShownSecond.Turns;
        if (first.Count == 1)
        {
            output.WriteLine($"  {first[0].Line}");
            output.WriteLine($"  1{NameOf(ballot.First)}: {first[0].Reply}");
            output.WriteLine($"  2{NameOf(ballot.Second)}: {second[0].Reply}");
            return;
        }

        ShowTalk("1" + NameOf(ballot.First), first);
        ShowTalk("2" + NameOf(ballot.Second), second);
    }

    void ShowTalk(string title, IReadOnlyList<AnsweredTurn> turns)
    {
        output.WriteLine($"  {title}:");
        foreach (AnsweredTurn turn in turns)
        {
            if (turn.Line.Length > 0)
                output.WriteLine($"     {turn.Line}");
            output.WriteLine($"     「{turn.Reply}」");
        }
    }

    string NameOf(SystemReplies system) => isBlind ? "" : $" {system.Name}";

    char Ask()
    {
        while (true)
        {
            output.WriteLine(Keys);
            string? typed = input.ReadLine();
            if (typed == null)
                return 'q';
            string key = TextFold.Fold(typed.Trim()); // an input method may be on
            if (key.Length == 1 && "120bq".Contains(key[0]))
                return key[0];
        }
    }
}
