namespace Ojousama.Studio.Evaluation;

/// <summary>What a rehearsal came to, so far.</summary>
sealed class RehearsalSummary(int questions, RehearsalSettings settings)
{
    readonly List<double> _firstMs = [];
    readonly Dictionary<string, int> _stops = [];
    double _decodeSeconds;
    int _decodedTokens;

    /// <summary>Questions that were answered, or failed.</summary>
    public int Replies { get; private set; }

    /// <summary>Tokens a second of the replies, each from its second token on, as a player sees them run.</summary>
    public double TokensPerSecond => _decodeSeconds > 0 ? _decodedTokens / _decodeSeconds : 0;

    public void Add(RehearsedReply reply)
    {
        Replies++;
        _stops[reply.Stop] = _stops.GetValueOrDefault(reply.Stop) + 1;
        if (reply.FirstMs is { } firstMs)
            _firstMs.Add(firstMs);
        if (reply.Generation.GeneratedTokens > 1)
        {
            _decodedTokens += reply.Generation.GeneratedTokens - 1;
            _decodeSeconds += (reply.Generation.Total - reply.Generation.FirstToken).TotalSeconds;
        }
    }

    public override string ToString()
    {
        string[] stops = ["end", "length", "guard", "error"];
        string count = Replies == questions ? $"{Replies} replies" : $"{Replies} of {questions} replies";
        string first = _firstMs.Count == 0 ? "" : $", first token after {Median(_firstMs):F0} ms (median)";
        string chosen = settings.IsGreedy ? "greedy" : $"seed {settings.Seed}";
        return $"{count}, {TokensPerSecond:F1} tokens/s{first}; "
            + string.Join(", ", stops.Select(stop => $"{stop} {_stops.GetValueOrDefault(stop)}")) + $"; {chosen}";
    }

    static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
