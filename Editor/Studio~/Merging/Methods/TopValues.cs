using System.Buffers;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Finds how large a value must be to belong to the largest so many, without sorting or keeping them.</summary>
/// <remarks>
/// The bits of floats that are not negative order as the floats do. One look counts the values by their upper bits, a second one
/// those that share the threshold's upper bits by the lower. Values as large as the last of them all belong to them, so that
/// none is preferred by its place.
/// </remarks>
internal static class TopValues
{
    const int LowBits = 15, Low = 1 << LowBits, High = 1 << 16;

    /// <summary>The k-th largest by its bits; more than any float's for none.</summary>
    /// <param name="input">Whose blocks are looked at.</param>
    /// <param name="ranks">Each k: 0 for none.</param>
    /// <param name="values">Gives a block's values, of which the sign does not count.</param>
    public static uint[] Thresholds(MergeInput input, long[] ranks, Func<Block, Span<float>> values)
    {
        long[] high = Count(input, High, (block, counts) =>
        {
            foreach (float value in values(block))
                counts[Bits(value) >> LowBits]++;
        });
        var places = Array.ConvertAll(ranks, rank => Find(high, rank));
        long[][] low = [.. places.Select(place => place.Bucket < 0 ? [] : Count(input, Low, (block, counts) =>
        {
            foreach (float value in values(block))
            {
                uint bits = Bits(value);
                if (bits >> LowBits == place.Bucket)
                    counts[bits & (Low - 1)]++;
            }
        }))];
        return [.. places.Select((place, i) => place.Bucket < 0 ? uint.MaxValue : (uint)place.Bucket << LowBits | (uint)Find(low[i], place.Left).Bucket)];
    }

    /// <summary>A value's size, in an order of whole numbers.</summary>
    public static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value) & 0x7FFFFFFF;

    /// <summary>The bucket that holds the value of a rank, counted from above, and its rank therein.</summary>
    static (int Bucket, long Left) Find(long[] counts, long rank)
    {
        if (rank <= 0)
            return (-1, 0);
        for (int bucket = counts.Length - 1; bucket > 0; bucket--)
        {
            if (rank <= counts[bucket])
                return (bucket, rank);
            rank -= counts[bucket];
        }

        return (0, rank);
    }

    static long[] Count(MergeInput input, int buckets, Action<Block, int[]> add)
    {
        long[] sum = new long[buckets];
        input.ForEach(block =>
        {
            int[] counts = ArrayPool<int>.Shared.Rent(buckets);
            counts.AsSpan().Clear();
            add(block, counts);
            lock (sum)
            {
                for (int i = 0; i < buckets; i++)
                    sum[i] += counts[i];
            }

            ArrayPool<int>.Shared.Return(counts);
        });
        return sum;
    }
}
