namespace Ojousama.Studio.Datasets.Statistics;

/// <summary>Counts over the rows of one voice.</summary>
sealed record VoiceStatistics
{
    public required string Voice { get; init; }

    /// <summary>The voice, for people.</summary>
    public string Name => Voice.Length == 0 ? "(no voice)" : Voice;

    public required int Rows { get; init; }

    public required int Turns { get; init; }

    /// <summary>Turns that stand in talks of several.</summary>
    public required int TurnsInConversations { get; init; }

    /// <summary>Turns whose reply states a fact.</summary>
    public required int WithGold { get; init; }

    /// <summary>Turns with facts that the reply does not use.</summary>
    public required int WithDistractorsOnly { get; init; }

    /// <summary>Turns without facts.</summary>
    public required int WithoutFacts { get; init; }

    /// <summary>Characters of a reply.</summary>
    public required Spread ReplyLength { get; init; }

    /// <summary>Characters of a player's line.</summary>
    public required Spread QuestionLength { get; init; }

    /// <summary>Tokens of a reply; null if nobody counted them.</summary>
    public required Spread? ReplyTokens { get; init; }

    /// <summary>How replies begin, up to the first mark, the most common first; only what is more common than <see cref="DatasetStatistics.CommonOpening"/>.</summary>
    public required IReadOnlyList<(string Opening, int Count)> Openings { get; init; }

    /// <summary>Some of the turns as a share of all, e.g. 50 %.</summary>
    public string Share(int turns) => $"{100.0 * turns / Turns:F0} %";

    public static VoiceStatistics Of(string voice, IReadOnlyList<DatasetRow> rows, Func<string, int>? countTokens)
    {
        DatasetTurn[] turns = [.. rows.SelectMany(r => r.Turns)];
        return new VoiceStatistics
        {
            Voice = voice,
            Rows = rows.Count,
            Turns = turns.Length,
            TurnsInConversations = rows.Where(r => r.Turns.Count > 1).Sum(r => r.Turns.Count),
            WithGold = turns.Count(t => t.Gold != null),
            WithDistractorsOnly = turns.Count(t => t.Gold == null && t.Facts.Count > 0),
            WithoutFacts = turns.Count(t => t.Facts.Count == 0),
            ReplyLength = new Spread(turns.Select(t => t.Reply.Length)),
            QuestionLength = new Spread(turns.Select(t => t.Question.Length)),
            ReplyTokens = countTokens == null ? null : new Spread(turns.Select(t => countTokens(t.Reply))),
            Openings = [.. turns.GroupBy(t => OpeningOf(t.Reply)).Where(g => g.Key.Length > 0 && g.Count() > DatasetStatistics.CommonOpening * turns.Length)
                .OrderByDescending(g => g.Count()).Select(g => (g.Key, g.Count()))],
        };
    }

    /// <summary>The words before the first mark, if they are few enough to be a mannerism.</summary>
    static string OpeningOf(string reply)
    {
        int end = reply.AsSpan().IndexOfAny("、。！？!?…〜～　 ");
        return end is > 0 and <= 6 ? reply[..end] : "";
    }
}
