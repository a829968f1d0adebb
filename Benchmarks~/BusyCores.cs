namespace Ojousama.Benchmarks;

/// <summary>Keeps cores busy from within this process, as a game's own threads do.</summary>
internal sealed class BusyCores : IDisposable
{
    readonly Thread[] _threads;
    volatile bool _isOver;

    public BusyCores(int count)
    {
        _threads = [.. Enumerable.Range(0, count).Select(_ => new Thread(Compute))];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (Thread thread in _threads)
            thread.Join();
    }

    void Compute()
    {
        for (double x = 1; !_isOver; x = Math.Sqrt(x + 1))
        {
        }
    }
}
