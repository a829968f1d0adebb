namespace Ojousama.Player.Loop;

/// <summary>What the last frames cost on the main thread.</summary>
/// <remarks>Written by the main thread; read when no frame runs, or with a reading that may mix two frames.</remarks>
internal sealed class FrameRing
{
    public const int Size = 1024;

    readonly double[] _milliseconds = new double[Size];
    readonly long[] _bytes = new long[Size];

    /// <summary>Frames so far.</summary>
    public long Count { get; private set; }

    public void Add(double milliseconds, long allocatedBytes)
    {
        int at = (int)(Count % Size);
        _milliseconds[at] = milliseconds;
        _bytes[at] = allocatedBytes;
        Count++;
    }

    /// <param name="since">A <see cref="Count"/> of before; what is more than <see cref="Size"/> frames ago is forgotten.</param>
    /// <returns>The frames from there on, oldest first.</returns>
    public (double Milliseconds, long Bytes)[] Read(long since = 0)
    {
        var frames = new (double, long)[(int)Math.Min(Count - since, Size)];
        for (int i = 0; i < frames.Length; i++)
        {
            int at = (int)((Count - frames.Length + i) % Size);
            frames[i] = (_milliseconds[at], _bytes[at]);
        }

        return frames;
    }
}
