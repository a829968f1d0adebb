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

    /// <summary>Letters to change, add, drop or swap with their neighbour, without regard to case.</summary>
    static int Distance(string a, string b)
    {
        a = a.ToLowerInvariant();
        b = b.ToLowerInvariant();
        var to = new int[a.Length + 1, b.Length + 1]; // from the first i letters of a to the first j of b
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    to[i, j] = i + j;
                    continue;
                }

                int change = to[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                to[i, j] = Math.Min(change, Math.Min(to[i - 1, j], to[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    to[i, j] = Math.Min(to[i, j], to[i - 2, j - 2] + 1);
            }
        }

        return to[a.Length, b.Length];
    }
}
