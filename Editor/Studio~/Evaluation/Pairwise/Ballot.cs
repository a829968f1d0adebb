using Ojousama.Studio.Evaluation.Runs;
namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>Two replies to show, in this order.</summary>
sealed record Ballot(string Situation, SystemReplies First, SystemReplies Second)
{
    public Vote Vote(Verdict verdict) => new(Situation, First.Name, Second.Name, verdict);

    public Answered ShownFirst => First.Situations[Situation];

    public Answered ShownSecond => Second.Situations[Situation];

    /// <summary>Whether nobody could tell the two apart.</summary>
    public bool HasEqualReplies => ShownFirst.Replies == ShownSecond.Replies;

    /// <summary>
    /// Each pair of systems on each situation that both answered, in both orders. All pairs come once, in random order and place, before
    /// any comes a second time, so that who stops half way has seen everything.
    /// </summary>
    public static IReadOnlyList<Ballot> All(IReadOnlyList<SystemReplies> systems, int seed)
    {
        var random = new Random(seed);
        var once = new List<Ballot>();
        for (int i = 0; i < systems.Count; i++)
        {
            for (int j = i + 1; j < systems.Count; j++)
            {
                foreach (string situation in systems[i].Situations.Keys.Where(systems[j].Situations.ContainsKey))
                    once.Add(random.Next(2) == 0 ? new Ballot(situation, systems[i], systems[j]) : new Ballot(situation, systems[j], systems[i]));
            }
        }

        Ballot[] first = [.. once], second = [.. once.Select(b => new Ballot(b.Situation, b.Second, b.First))];
        random.Shuffle(first);
        random.Shuffle(second);
        return [.. first, .. second];
    }
}
