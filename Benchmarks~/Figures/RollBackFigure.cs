using System.Diagnostics;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.TextBox;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Fifty lines back at once, as a held key or a jump in the backlog does it, each with the state, the script's place and the backlog that it shows.</summary>
internal sealed class RollBackFigure : IFigure
{
    const int Lines = 50, Times = 30, WarmUps = 6;

    public string Name => $"story: roll back {Lines} lines";

    public Bar Bar => new(1000 / 60.0, AtMost: true, Unit: " ms");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        var transcript = new Transcript();
        SavedGame.Play(transcript);
        var runner = new ScriptRunner(SavedGame.Script, transcript);
        var backlog = new Backlog();
        var times = new List<double>();
        for (int i = 0; i < Times; i++)
        {
            transcript.MoveTo(transcript.Events.Count);
            _ = transcript.State;
            long start = Stopwatch.GetTimestamp();
            for (int line = 0; line < Lines; line++)
            {
                if (!transcript.RollBack())
                    throw new OjousamaException("The transcript is too short", "Report it");
                runner.Resume();
                _ = transcript.State.Step;
            }

            transcript.Fill(backlog, "僕");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (i < WarmUps)
                await Task.Delay(150); // the compiler takes a second look at what ran often
        }

        double[] warm = [.. times.Skip(WarmUps)];
        return new Outcome(
            warm.Max(), $"longest of {warm.Length}; median {Machine.Median(warm):0.00} ms; the first of all, which also compiles: {times[0]:0.0} ms; {transcript.Events.Count} events");
    }
}
