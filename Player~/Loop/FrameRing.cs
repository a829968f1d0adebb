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

    /// <returns>The last frames, at most <see cref="Size"/>, in no order.</returns>
    public (double[] Milliseconds, long[] Bytes) Read()
    {
        int length = (int)Math.Min(Count, Size);
        return (_milliseconds[..length], _bytes[..length]);
    }
}
