using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Which values are dropped: a hash of (seed, site, row, column), so that backward finds forward's mask without storing it.</summary>
/// <remarks>Hash: Wellons' lowbias32.</remarks>
internal readonly struct Dropout(float rate, uint seed, uint site)
{
    readonly int _threshold = (int)(rate * (1 << 24));
    readonly float _scale = 1f / (1f - rate);
    readonly uint _key = seed * 0x9E3779B9u + site * 0x85EBCA6Bu;

    public bool Drops => _threshold > 0;

    /// <summary>What the values that are kept are multiplied by.</summary>
    public float KeptScale => Drops ? _scale : 1;

    /// <summary>1 where a value is kept and 0 where it is dropped, as rows of Q4_0: a GPU is sent 18 bytes for 32 values.</summary>
    /// <param name="width">A multiple of 32.</param>
    /// <param name="rows">Of the whole tensor.</param>
    public unsafe byte[] Mask(long width, long rows)
    {
        const int Block = 32, BlockSize = 18, Zero = 8, One = 9;
        float[] ones = new float[width], kept = new float[width];
        Array.Fill(ones, 1f);
        byte[] mask = new byte[rows * (width / Block) * BlockSize];
        fixed (float* from = ones, to = kept)
        {
            int at = 0;
            for (long row = 0; row < rows; row++)
            {
                Apply(from, to, row, 0, width);
                for (int first = 0; first < width; first += Block, at += BlockSize)
                {
                    BitConverter.TryWriteBytes(mask.AsSpan(at), (Half)1f); // a value is (its four bits − 8) times this
                    for (int i = 0; i < Block / 2; i++)
                        mask[at + 2 + i] = (byte)((to[first + i] == 0 ? Zero : One) | (to[first + Block / 2 + i] == 0 ? Zero : One) << 4);
                }
            }
        }

        return mask;
    }

    /// <summary>to = from with some values set to zero and the others scaled up; adds to what is there where asked to.</summary>
    /// <param name="row">The row of the whole tensor.</param>
    /// <param name="column">The column at which the pointers stand.</param>
    /// <param name="count">A multiple of 16.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Apply(float* from, float* to, long row, long column, long count, bool add = false)
    {
        Vector512<int> threshold = Vector512.Create(_threshold);
        Vector512<float> scale = Vector512.Create(_scale);
        Vector512<uint> first = Vector512<uint>.Indices + Vector512.Create(_key + (uint)row * 0xC2B2AE35u + (uint)column);
        for (long i = 0; i < count; i += 16)
        {
            Vector512<uint> hash = first + Vector512.Create((uint)i);
            hash ^= hash >>> 16;
            hash *= Vector512.Create(0x7feb352du);
            hash ^= hash >>> 15;
            hash *= Vector512.Create(0x846ca68bu);
            Vector512<float> kept = (Vector512.Load(from + i) * scale) & Vector512.GreaterThanOrEqual((hash >>> 8).AsInt32(), threshold).AsSingle();
            (add ? Vector512.Load(to + i) + kept : kept).Store(to + i);
        }
    }
}
