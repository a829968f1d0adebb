using System.Diagnostics;
using Ojousama.Player;
using Ojousama.Player.Loop;

namespace Ojousama.Tests.Player;

public sealed class RestTests
{
    [Test]
    public async Task A_game_that_nobody_looks_at_rests_and_is_there_at_once_when_called()
    {
        using var thread = new PlayerThread(Scenes.LoadSmall);
        GamePlayer player = await thread.Loaded;
        await FramesAsync(player, 20);

        player.IsResting = true;
        await Task.Delay(100); // the frame that is under way
        long before = player.Frames.Count;
        await Task.Delay(1500);
        long rested = player.Frames.Count - before;
        var answer = new TaskCompletionSource();
        player.Post(answer.SetResult);
        await answer.Task.WaitAsync(TimeSpan.FromSeconds(2));

        player.IsResting = false;
        TimeSpan awake = await FramesAsync(player, 20);
        Assert.Multiple(() =>
        {
            Assert.That(rested, Is.InRange(1, 10), "timers go on");
            Assert.That(awake, Is.LessThan(TimeSpan.FromSeconds(2.5)), "at rest they would take five seconds");
        });
    }

    static async Task<TimeSpan> FramesAsync(GamePlayer player, int count)
    {
        var clock = Stopwatch.StartNew();
        for (long end = player.Frames.Count + count; player.Frames.Count < end;)
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
            await Task.Delay(5);
        }

        return clock.Elapsed;
    }
}
