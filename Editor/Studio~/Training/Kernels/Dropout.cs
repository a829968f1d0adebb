using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Which values are dropped: a hash of (seed, site, row, column), so that backward finds forward's mask without storing it.</summary>
/// <remarks>Hash: Wellons' lowbias32.</remarks>
internal readonly struct Dropout(float rate, uint seed, uint site)
{
    const int Block = 32, BlockSize = 18; // of Q4_0: values, and bytes

    readonly int _threshold = (int)(rate * (1 << 24));
    readonly float _scale = 1f / (1f - rate);
    readonly uint _key = seed * 0x9E3779B9u + site * 0x85EBCA6Bu;

    public bool Drops => _threshold > 0;

    /// <summary>What the values that are kept are multiplied by.</summary>
    public float KeptScale => Drops ? _scale : 1;

    /// <summary>1 where a value is kept and 0 where it is dropped, as rows of Q4_0: a GPU is sent 18 bytes for 32 values.</summary>
    /// <param name="width">A multiple of 32.</param>
    /// <param name="rows">Of the whole tensor.</param>
    /// <remarks>On all cores, as the GPU waits for it.</remarks>
    public byte[] Mask(long width, long rows)
    {
        int size = checked((int)(width / Block * BlockSize));
        byte[] mask = new byte[rows * size];
        Dropout dropout = this;
        Parallel.For(0, (int)rows, row => dropout.MaskRow(row, mask.AsSpan(row * size, size)));
        return mask;
    }

    /// <summary>A value is (its four bits − 8) times the block's scale, which is 1; the first 16 of a block lie in the lower four bits of its bytes.</summary>
    void MaskRow(int row, Span<byte> mask)
    {
        Vector512<uint> lanes = Lanes(row, 0);
        for (int at = 0; at < mask.Length; at += BlockSize)
        {
            BitConverter.TryWriteBytes(mask[at..], (Half)1f);
            Vector128<byte> lower = Narrow(Keeps(lanes)), upper = Narrow(Keeps(lanes + Vector512.Create((uint)Block / 2)));
            (Vector128.Create((byte)0x88) | (lower & Vector128.Create((byte)0x01)) | (upper & Vector128.Create((byte)0x10))).CopyTo(mask[(at + 2)..]);
            lanes += Vector512.Create((uint)Block);
        }
    }

    static Vector128<byte> Narrow(Vector512<int> lanes)
    {
        Vector256<short> halves = Vector256.Narrow(lanes.GetLower(), lanes.GetUpper());
        return Vector128.Narrow(halves.GetLower(), halves.GetUpper()).AsByte();
    }

    /// <summary>to = from with some values set to zero and the others scaled up; adds to what is there where asked to.</summary>
    /// <param name="row">The row of the whole tensor.</param>
    /// <param name="column">The column at which the pointers stand.</param>
    /// <param name="count">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Apply(float* from, float* to, long row, long column, long count, bool add = false)
    {
        Vector512<float> scale = Vector512.Create(_scale);
        Vector512<uint> first = Lanes(row, column);
        for (long i = 0; i < count; i += 16)
        {
            Vector512<float> kept = (Vector512.Load(from + i) * scale) & Keeps(first + Vector512.Create((uint)i)).AsSingle();
            (add ? Vector512.Load(to + i) + kept : kept).Store(to + i);
        }
    }

    Vector512<uint> Lanes(long row, long column) => Vector512<uint>.Indices + Vector512.Create(_key + (uint)row * 0xC2B2AE35u + (uint)column);

    /// <summary>All bits set where a value is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector512<int> Keeps(Vector512<uint> hash)
    {
        hash ^= hash >>> 16;
        hash *= Vector512.Create(0x7feb352du);
        hash ^= hash >>> 15;
        hash *= Vector512.Create(0x846ca68bu);
        return Vector512.GreaterThanOrEqual((hash >>> 8).AsInt32(), Vector512.Create(_threshold));
    }
}
