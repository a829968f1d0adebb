namespace Ojousama.Studio.Cli;

/// <summary>Guesses how long a step still takes, by the pace of what was done since it began or was resumed.</summary>
sealed class RemainingTime(TimeProvider time, double begunWith, double total)
{
    readonly long _start = time.GetTimestamp();

    /// <summary><c>3 min left</c>; empty before anything was done.</summary>
    public string Tell(double done)
    {
        if (done <= begunWith || done >= total)
            return "";
        TimeSpan left = time.GetElapsedTime(_start) * ((total - done) / (done - begunWith));
        return left.TotalSeconds < 90 ? $"{Math.Ceiling(left.TotalSeconds):F0} s left" : left.TotalMinutes < 90 ? $"{Math.Ceiling(left.TotalMinutes):F0} min left" : $"{left.TotalHours:F1} h left";
    }
}
