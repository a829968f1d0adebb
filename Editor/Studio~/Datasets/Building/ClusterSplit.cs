namespace Ojousama.Studio.Datasets.Building;

/// <summary>
/// Keeps rows for validation by cluster: rows that share a gold fact, a set of facts, or ask nearly the same, stand on one side. By row,
/// the model would be tested on what it was told.
/// </summary>
static class ClusterSplit
{
    /// <summary>Questions this short (「なんで？」) are the same everywhere and join nothing.</summary>
    const int ShortestTelling = 8;

    /// <summary>Share of the character pairs of two questions that they have in common, from which they count as the same question.</summary>
    const double SameQuestion = 0.7;

    /// <summary>A cluster that is larger than this share of the rows always trains: in validation it would be all there is.</summary>
    const double LargestShare = 0.01;

    /// <summary>For each row, the index of the first row of its cluster.</summary>
    public static int[] Clusters(IReadOnlyList<DatasetRow> rows)
    {
        int[] parent = [.. Enumerable.Range(0, rows.Count)];
        var seen = new Dictionary<string, int>();
        for (int i = 0; i < rows.Count; i++)
        {
            foreach (string key in KeysOf(rows[i]))
            {
                if (!seen.TryAdd(key, i))
                    Join(i, seen[key]);
            }
        }

        JoinLikeQuestions(rows, Join);
        return [.. parent.Select((_, i) => Find(i))];

        int Find(int i)
        {
            while (parent[i] != i)
                i = parent[i] = parent[parent[i]];
            return i;
        }

        void Join(int a, int b)
        {
            (a, b) = (Find(a), Find(b));
            parent[Math.Max(a, b)] = Math.Min(a, b);
        }
    }

    /// <summary>The rows to validate on: whole clusters in a random order, until the share is reached.</summary>
    public static HashSet<DatasetRow> Choose(IReadOnlyList<DatasetRow> rows, double share, ulong seed)
    {
        int[] clusters = Clusters(rows);
        var chosen = new HashSet<DatasetRow>(ReferenceEqualityComparer.Instance);
        int wanted = (int)Math.Round(share * rows.Count), largest = Math.Max(1, (int)(LargestShare * rows.Count));
        foreach (var cluster in clusters.Select((root, i) => (root, rows[i])).GroupBy(c => c.root, c => c.Item2).OrderBy(c => Randoms.Hash(seed, c.First().Hash)))
        {
            int size = cluster.Count();
            if (size <= largest && chosen.Count + size <= wanted)
                chosen.UnionWith(cluster);
        }

        return chosen;
    }

    static IEnumerable<string> KeysOf(DatasetRow row)
    {
        foreach (DatasetTurn turn in row.Turns)
        {
            if (turn.GoldFact is string gold)
                yield return $"gold:{Normalize(gold)}";
            if (turn.Facts.Count > 1)
                yield return $"facts:{string.Join('/', turn.Facts.Select(Normalize).Order(StringComparer.Ordinal))}";
        }
    }

    static void JoinLikeQuestions(IReadOnlyList<DatasetRow> rows, Action<int, int> join)
    {
        var firstRow = new OrderedDictionary<string, int>();
        for (int i = 0; i < rows.Count; i++)
        {
            foreach (string question in rows[i].Turns.Select(t => Normalize(t.Question)).Where(q => q.Length >= ShortestTelling))
            {
                if (!firstRow.TryAdd(question, i))
                    join(i, firstRow[question]);
            }
        }

        foreach (var (a, b) in LikeTexts.Find(firstRow.Keys, SameQuestion))
            join(firstRow.GetAt(a).Value, firstRow.GetAt(b).Value);
    }

    /// <summary>Latin letters and digits at ASCII's width, and without marks and blanks.</summary>
    /// <remarks>Not by NFKC, which does nothing in a program that runs without ICU.</remarks>
    public static string Normalize(string text) => string.Concat(text
        .Select(c => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c)
        .Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
