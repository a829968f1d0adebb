namespace Ojousama.Studio.Datasets.Building;

/// <summary>Finds texts that are nearly the same: those whose sets of character pairs overlap (Jaccard).</summary>
static class LikeTexts
{
    /// <param name="texts">Different ones, of two characters at least.</param>
    /// <param name="share">Of the character pairs that either text has, how many both must have: above 0, at most 1.</param>
    /// <returns>Indices of every two texts that are alike.</returns>
    /// <remarks>
    /// Two texts that are alike share one of their rarest pairs already: as many of these are looked up as may be missing, and one more. So few texts
    /// have to be compared that all of the package's lines take less than a second.
    /// </remarks>
    public static IEnumerable<(int, int)> Find(IReadOnlyList<string> texts, double share)
    {
        int[][] sets = ByRarity(texts);
        var withPair = new Dictionary<int, List<int>>();
        var comparedWith = new int[sets.Length]; // the last text that each was compared with, from 1
        foreach (int i in Enumerable.Range(0, sets.Length).OrderBy(i => sets[i].Length))
        {
            int[] set = sets[i];
            int rarest = set.Length - (int)Math.Ceiling(share * set.Length - 1e-9) + 1;
            foreach (int pair in set.Take(rarest))
            {
                if (!withPair.TryGetValue(pair, out List<int>? others))
                    withPair[pair] = others = [];
                foreach (int other in others)
                {
                    if (comparedWith[other] == i + 1)
                        continue;
                    comparedWith[other] = i + 1;
                    if (AreAlike(set, sets[other], share))
                        yield return (i, other);
                }

                others.Add(i);
            }
        }
    }

    /// <summary>The pairs of each text as ranks, the rarest first.</summary>
    static int[][] ByRarity(IReadOnlyList<string> texts)
    {
        int[][] sets = [.. texts.Select(text => Enumerable.Range(0, text.Length - 1).Select(at => (text[at] << 16) | text[at + 1]).Distinct().ToArray())];
        Dictionary<int, int> ranks = sets.SelectMany(set => set).CountBy(pair => pair).OrderBy(p => p.Value).Select((p, rank) => (p.Key, rank)).ToDictionary();
        foreach (int[] set in sets)
        {
            for (int i = 0; i < set.Length; i++)
                set[i] = ranks[set[i]];
            Array.Sort(set);
        }

        return sets;
    }

    static bool AreAlike(int[] a, int[] b, double share)
    {
        if (Math.Min(a.Length, b.Length) < share * Math.Max(a.Length, b.Length))
            return false;
        int common = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            int order = a[i].CompareTo(b[j]);
            common += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return common >= share * (a.Length + b.Length - common);
    }
}
