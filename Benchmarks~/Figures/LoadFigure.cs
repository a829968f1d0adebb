using System.Diagnostics;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.TextBox;

namespace Ojousama.Benchmarks.Figures;

/// <summary>From the file of a save to the line on the screen: reading, folding the state, the backlog, and the script's place. The model is not asked.</summary>
internal sealed class LoadFigure : IFigure
{
    const int Loads = 30;

    public string Name => "story: load a save and resume";

    public Bar Bar => new(50, AtMost: true, Unit: " ms");

    public Task<Outcome> MeasureAsync(Machine machine)
    {
        string folder = Directory.CreateTempSubdirectory("ojousama-").FullName;
        try
        {
            return Task.FromResult(Measure(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static Outcome Measure(string folder)
    {
        var played = new Transcript();
        SavedGame.Play(played);
        var slots = new SaveSlots(folder);
        var slot = new SaveSlot(SaveKind.Manual, 1);
        slots.Store(slot, new Save(played.Past()));

        using var transcript = new Transcript(Path.Combine(folder, "game.log"));
        var backlog = new Backlog();
        var times = new List<double>();
        for (int i = 0; i < Loads; i++)
        {
            long start = Stopwatch.GetTimestamp();
            transcript.Load(slots.Load(slot).Events);
            transcript.Fill(backlog, "僕");
            var talk = (ScriptTalk)new ScriptRunner(SavedGame.Script, transcript).Resume();
            _ = transcript.State.ConversationWith("絢音");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (talk.Window.TurnsTaken != SavedGame.Turns)
                throw new OjousamaException("The save did not lead back into the talk", "Report it");
        }

        long bytes = new FileInfo(Directory.GetFiles(folder, "*.save").Single()).Length;
        return new Outcome(times.Max(), $"longest of {Loads}, the first included; median {Machine.Median(times):0.0} ms; {played.Events.Count} events, {bytes / 1024.0:0.0} KB");
    }
}
