using System.Diagnostics;

namespace Ojousama.Player.Loop;

/// <summary>Plays a scene at 60 frames a second on a thread of its own, its main thread; while the game rests, at 4, and at once where something is posted.</summary>
internal sealed class PlayerThread : IDisposable
{
    const double FrameSeconds = 1 / 60.0, RestSeconds = 1 / 4.0;

    readonly TaskCompletionSource<GamePlayer> _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly ManualResetEvent _stop = new(initialState: false); // not the slim one, which spins before each wait
    readonly Thread _thread;

    public PlayerThread(Func<GamePlayer> load)
    {
        _thread = new Thread(() => Run(load)) { Name = "Main thread of the game", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Fails with what loading failed with.</summary>
    public Task<GamePlayer> Loaded => _loaded.Task;

    /// <summary>The exit code, once all is stopped; fails if the player itself does. A component that fails is logged only.</summary>
    public Task<int> Ended => _ended.Task;

    /// <summary>Waits until every component is destroyed. Not on the main thread.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
    }

    void Run(Func<GamePlayer> load)
    {
        GamePlayer player;
        try
        {
            player = load();
        }
        catch (Exception e)
        {
            _loaded.SetException(e);
            _ended.SetResult(1);
            return;
        }

        try
        {
            using (player)
                Play(player);
            _ended.SetResult(player.ExitCode ?? 0);
        }
        catch (Exception e)
        {
            _ended.SetException(e);
        }
    }

    void Play(GamePlayer player)
    {
        _loaded.SetResult(player);
        WaitHandle[] calls = [_stop, player.IsCalled];
        var clock = Stopwatch.StartNew();
        double last = 0, next = 0;
        while (!_stop.WaitOne(0) && player.ExitCode == null)
        {
            double now = clock.Elapsed.TotalSeconds;
            player.RunFrame(now - last);
            last = now;
            // After a long frame the beat starts anew, instead of catching up.
            next = Math.Max(next + FrameSeconds, clock.Elapsed.TotalSeconds - FrameSeconds);
            double wait = next - clock.Elapsed.TotalSeconds;
            if (wait > 0)
                _stop.WaitOne(TimeSpan.FromSeconds(wait));
            if (player.IsResting)
                WaitHandle.WaitAny(calls, TimeSpan.FromSeconds(RestSeconds));
        }
    }
}
