using Ojousama.Studio.Datasets.Building;

namespace Ojousama.Studio.Datasets.Statistics;

/// <summary>What an author wants to know of a set before training on it.</summary>
sealed record DatasetStatistics
{
    /// <summary>Openings that more than this share of the replies have are worth a look.</summary>
    public const double CommonOpening = 0.02;

    /// <summary>One entry a voice, in the order of the rows.</summary>
    public required IReadOnlyList<VoiceStatistics> Voices { get; init; }

    /// <summary>Rows by licence.</summary>
    public required IReadOnlyList<(string Licence, int Rows)> Licences { get; init; }

    /// <summary>Rows whose words an earlier row has too.</summary>
    public required IReadOnlyList<(DatasetRow Row, DatasetRow Earlier)> Duplicates { get; init; }

    /// <summary>Turns that are asked the same, with the same facts, as an earlier one, and answered otherwise.</summary>
    public required IReadOnlyList<(DatasetRow Row, DatasetRow Earlier, string Question)> AskedTwice { get; init; }

    /// <summary>Rows of the largest cluster that a split must keep together.</summary>
    public required int LargestCluster { get; init; }

    /// <summary>Clusters in all.</summary>
    public required int Clusters { get; init; }

    /// <param name="rows">Any number.</param>
    /// <param name="countTokens">Tokens of a text; null to leave them out.</param>
    public static DatasetStatistics Of(IReadOnlyList<DatasetRow> rows, Func<string, int>? countTokens = null)
    {
        var firstOfHash = new Dictionary<(string, string), DatasetRow>();
        var firstOfQuestion = new Dictionary<string, (DatasetRow Row, string Reply)>();
        var duplicates = new List<(DatasetRow, DatasetRow)>();
        var askedTwice = new List<(DatasetRow, DatasetRow, string)>();
        foreach (DatasetRow row in rows)
        {
            if (!firstOfHash.TryAdd((row.Voice, row.Hash), row))
            {
                duplicates.Add((row, firstOfHash[(row.Voice, row.Hash)]));
                continue;
            }

            if (row.Turns.Count > 1) // in a talk the question leans on what was said before
                continue;
            DatasetTurn turn = row.Turns[0];
            string asked = $"{row.Voice}/{ClusterSplit.Normalize(turn.Question)}/{string.Join('/', turn.Facts.Order(StringComparer.Ordinal))}";
            if (!firstOfQuestion.TryAdd(asked, (row, turn.Reply)) && firstOfQuestion[asked].Reply != turn.Reply)
                askedTwice.Add((row, firstOfQuestion[asked].Row, turn.Question));
        }

        int[] clusterSizes = [.. ClusterSplit.Clusters(rows).GroupBy(c => c).Select(g => g.Count())];
        return new DatasetStatistics
        {
            Voices = [.. rows.GroupBy(r => r.Voice).Select(g => VoiceStatistics.Of(g.Key, [.. g], countTokens))],
            Licences = [.. rows.GroupBy(r => r.Origin.Licence.Name).Select(g => (g.Key, g.Count()))],
            Duplicates = duplicates,
            AskedTwice = askedTwice,
            Clusters = clusterSizes.Length,
            LargestCluster = clusterSizes.DefaultIfEmpty().Max(),
        };
    }
}
