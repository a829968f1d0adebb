using System.Diagnostics;
using Ojousama.Saving;

namespace Ojousama.Tests.Saving;

public sealed class KillTests
{
    const int Saves = 200;

    [Test]
    public void A_killed_process_loses_no_finished_record_and_no_finished_save()
    {
        // OJOUSAMA_KILLS asks for more than a quick run wants.
        int kills = int.TryParse(Environment.GetEnvironmentVariable("OJOUSAMA_KILLS"), out int asked) ? asked : 10;
        int seed = Environment.TickCount;
        var random = new Random(seed);
        int early = 0, torn = 0;
        for (int i = 0; i < kills; i++)
        {
            using var folder = new TemporaryFolder();
            var (wasKilled, wasTorn) = PlayAndKill(folder[""], random.Next(1, 2 * Saves), $"kill {i} with seed {seed}");
            early += wasKilled ? 1 : 0;
            torn += wasTorn ? 1 : 0;
        }

        TestContext.Out.WriteLine($"{early} of {kills} processes were killed before their end; {torn} left half a record or half a save.");
        Assert.That(early, Is.GreaterThan(kills / 2));
    }

    /// <returns>Whether the process was still writing, and whether something half written was left.</returns>
    static (bool WasKilled, bool WasTorn) PlayAndKill(string folder, int acknowledgements, string name)
    {
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, folder, $"{Saves}"])
        {
            RedirectStandardOutput = true,
        })!;
        int logged = 0;
        var stored = new Dictionary<int, int>(); // turns in the save of each slot
        for (int i = 0; child.StandardOutput.ReadLine() is { } line; i++)
        {
            int[] numbers = line.Split(' ').Skip(1).Select(int.Parse).ToArray();
            if (line.StartsWith("log"))
                logged = numbers[0];
            else
                stored[numbers[0]] = numbers[1];
            if (i == acknowledgements)
                child.Kill();
        }

        child.WaitForExit();
        Assert.That(logged, Is.GreaterThan(0), name);

        using var transcript = new Transcript(KilledWriter.LogIn(folder));
        AssertTurns(transcript.Events, logged, name + ", log");
        var slots = new SaveSlots(folder);
        foreach (var (slot, turns) in stored)
            AssertTurns(slots.Load(new SaveSlot(SaveKind.Auto, slot)).Events, turns, $"{name}, slot {slot}");
        bool isTorn = transcript.CutBytes > 0 || Directory.EnumerateFiles(folder, "*.tmp").Any();
        return (child.ExitCode != 0, isTorn);
    }

    /// <summary>At least as many turns as were acknowledged, and each as it was.</summary>
    static void AssertTurns(IReadOnlyList<GameEvent> events, int acknowledged, string name)
    {
        Assert.That(events, Has.Count.GreaterThanOrEqualTo(acknowledged), name);
        Assert.That(Events.Json(events), Is.EqualTo(Events.Json(Enumerable.Range(0, events.Count).Select(KilledWriter.Turn).ToArray())), name);
    }
}
