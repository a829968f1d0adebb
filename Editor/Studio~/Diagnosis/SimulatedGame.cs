using System.Diagnostics;

namespace Ojousama.Studio.Diagnosis;

/// <summary>Takes from the machine what a game would: a main thread that draws 60 frames a second, and a core for all else.</summary>
sealed class SimulatedGame : IDisposable
{
    /// <summary>Shown with what was measured beside it.</summary>
    public const string Description = "60 frames/s of 4 ms each, and one core busy";

    static readonly TimeSpan s_frame = TimeSpan.FromSeconds(1 / 60.0), s_work = TimeSpan.FromMilliseconds(4);

    readonly Thread[] _threads;
    volatile bool _isOver;

    public SimulatedGame()
    {
        _threads = [new Thread(Draw), new Thread(Work)];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (Thread thread in _threads)
            thread.Join();
    }

    void Draw()
    {
        while (!_isOver)
        {
            long start = Stopwatch.GetTimestamp();
            Compute(() => Stopwatch.GetElapsedTime(start) >= s_work);
            TimeSpan left = s_frame - Stopwatch.GetElapsedTime(start);
            if (left > TimeSpan.Zero)
                Thread.Sleep(left);
        }
    }

    void Work() => Compute(() => _isOver);

    static void Compute(Func<bool> isOver)
    {
        for (double x = 1; !isOver(); x = Math.Sqrt(x + 1))
        {
        }
    }
}
