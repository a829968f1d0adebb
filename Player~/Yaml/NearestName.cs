namespace Ojousama.UnityYaml;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearestName
{
    /// <returns>Null if no name is like it.</returns>
    public static string? Of(string name, IEnumerable<string> names)
    {
        var best = names.Select(candidate => (candidate, distance: Distance(name, candidate)))
            .DefaultIfEmpty().MinBy(pair => pair.candidate == null ? int.MaxValue : pair.distance);
        return best.candidate != null && best.distance <= Math.Max(2, name.Length / 2) ? best.candidate : null;
    }

    /// <summary>Levenshtein's distance, without regard to case.</summary>
    static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
