using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Causal attention over a batch of padded samples, forward and backward, without keeping the probabilities.</summary>
/// <remarks>
/// Forward keeps one number a query, the logarithm of its softmax's sum, from which backward finds the probabilities again
/// (FlashAttention's way). Samples follow one another in the rows; each is a multiple of 8 long, head sizes a multiple of 32.
/// </remarks>
internal static unsafe class AttentionKernels
{
    /// <param name="Length">Rows of a sample.</param>
    /// <param name="Samples">Samples in the batch.</param>
    /// <param name="Heads">Query heads.</param>
    /// <param name="KeyHeads">Key and value heads; each serves Heads ÷ KeyHeads query heads.</param>
    /// <param name="HeadSize">Values of a head.</param>
    /// <param name="Window">A query sees this many positions, itself included; 0 for all before it.</param>
    /// <param name="Scale">Of query · key.</param>
    /// <param name="Cap">Scores are capped as cap · tanh(score ÷ cap) where above 0 (Gemma 2).</param>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Parameters(
        int Length, int Samples, int Heads, int KeyHeads, int HeadSize, int Window, float Scale, float Cap)
    {
        public int Group => Heads / KeyHeads;

        public int PaddedLength => (Length + Tile.Columns - 1) / Tile.Columns * Tile.Columns;

        /// <summary>Rows of forward's node behind the outputs.</summary>
        public long LogSumRows => ((long)Length * Samples + HeadSize - 1) / HeadSize;

        /// <summary>The first position that a query sees.</summary>
        public int First(int query) => Window > 0 ? Math.Max(0, query - Window + 1) : 0;
    }

    /// <summary>node[heads·size, T + more]: T rows of outputs, then the log-sums [heads, T]. Sources: q, k, v as [size, heads, T].</summary>
    /// <remarks>Outputs are contiguous, as ggml's products with repacked weights silently take for granted.</remarks>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(GgmlTensor* node, int part, int parts, void* data)
    {
        Parameters p = *(Parameters*)data;
        int length = p.Length, size = p.HeadSize, padded = p.PaddedLength;
        long queryRow = (long)p.Heads * size, keyRow = (long)p.KeyHeads * size;
        float* logSums = LogSums(p, node);
        float* keys = Scratch.Of(part, (long)padded * size + (long)length * size + Tile.Rows * padded);
        float* values = keys + padded * size, scores = values + length * size;
        int units = p.Samples * p.Heads, packed = -1;
        for (int unit = units * part / parts, end = units * (part + 1) / parts; unit < end; unit++)
        {
            int sample = unit / p.Heads, head = unit % p.Heads, keyHead = sample * p.KeyHeads + head / p.Group;
            float* q = node->Source0->Floats + (long)sample * length * queryRow + head * size;
            float* to = node->Floats + (long)sample * length * queryRow;
            if (keyHead != packed)
            {
                long start = (long)sample * length * keyRow + head / p.Group * size;
                PackTransposed(node->Source1->Floats + start, keyRow, length, size, keys);
                PackRows(node->Source2->Floats + start, keyRow, length, size, values);
                packed = keyHead;
            }

            for (int t = 0; t < length; t += Tile.Rows)
            {
                Scores(p, q + t * queryRow, queryRow, keys, t, scores, padded);
                for (int i = 0; i < Tile.Rows; i++)
                    logSums[((long)sample * length + t + i) * p.Heads + head] = Softmax(p, scores + i * padded, t + i, t + Tile.Rows);
                for (int c = 0; c < size; c += Tile.Columns)
                    Tile.Multiply(t + Tile.Rows, scores, padded, 1, values + c * length, Tile.Columns, to + t * queryRow + head * size + c, queryRow, add: false);
            }
        }
    }

    /// <summary>node[(heads + 2·keyHeads)·size, T] = dq, dk, dv. Sources: q, k, v, forward's node, and the gradient of its outputs.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)]), MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(GgmlTensor* node, int part, int parts, void* data)
    {
        Parameters p = *(Parameters*)data;
        int length = p.Length, size = p.HeadSize, padded = p.PaddedLength;
        long queryRow = (long)p.Heads * size, keyRow = (long)p.KeyHeads * size, row = node->RowStride;
        float* logSums = LogSums(p, node->Source3);
        long gradientRow = node->Source4->RowStride, panel = (long)padded * size, square = (long)length * length;
        float* keys = Scratch.Of(part, 5 * panel + 2 * square + 2 * Tile.Rows * padded);
        float* values = keys + panel, keyRows = values + panel, queryRows = keyRows + panel, gradientRows = queryRows + panel;
        float* probabilities = gradientRows + panel, slopes = probabilities + square; // both transposed: [key][query]
        float* scores = slopes + square, dScores = scores + Tile.Rows * padded;
        int units = p.Samples * p.KeyHeads;
        for (int unit = units * part / parts, end = units * (part + 1) / parts; unit < end; unit++)
        {
            int sample = unit / p.KeyHeads, keyHead = unit % p.KeyHeads;
            long first = (long)sample * length;
            float* k = node->Source1->Floats + first * keyRow + keyHead * size, v = node->Source2->Floats + first * keyRow + keyHead * size;
            PackTransposed(k, keyRow, length, size, keys);
            PackTransposed(v, keyRow, length, size, values);
            PackRows(k, keyRow, length, size, keyRows);
            float* dk = node->Floats + first * row + queryRow + keyHead * size, dv = dk + keyRow;
            for (int member = 0; member < p.Group; member++)
            {
                int head = keyHead * p.Group + member;
                float* q = node->Source0->Floats + first * queryRow + head * size, dq = node->Floats + first * row + head * size;
                float* output = node->Source3->Floats + first * queryRow + head * size, gradient = node->Source4->Floats + first * gradientRow + head * size;
                for (int t = 0; t < length; t += Tile.Rows)
                {
                    Scores(p, q + t * queryRow, queryRow, keys, t, scores, padded);
                    Scores(p, gradient + t * gradientRow, gradientRow, values, t, dScores, padded);
                    for (int i = 0; i < Tile.Rows; i++)
                    {
                        float mean = Dot(output + (t + i) * queryRow, gradient + (t + i) * gradientRow, size);
                        Slopes(p, scores + i * padded, dScores + i * padded, logSums[(first + t + i) * p.Heads + head], mean, t + i, t + Tile.Rows);
                    }

                    for (int c = 0; c < size; c += Tile.Columns)
                        Tile.Multiply(t + Tile.Rows, dScores, padded, 1, keyRows + c * length, Tile.Columns, dq + t * row + c, row, add: false);
                    for (int s = 0; s <= t; s += Tile.Rows)
                    {
                        Tile.Transpose(scores + s, padded, probabilities + (long)s * length + t, length);
                        Tile.Transpose(dScores + s, padded, slopes + (long)s * length + t, length);
                    }
                }

                PackRows(q, queryRow, length, size, queryRows);
                PackRows(gradient, gradientRow, length, size, gradientRows);
                for (int s = 0; s < length; s += Tile.Rows)
                {
                    long start = (long)s * length + s; // a key is seen by the queries from its own position on
                    for (int c = 0; c < size; c += Tile.Columns)
                    {
                        long rows = (long)c * length + s * Tile.Columns;
                        Tile.Multiply(length - s, slopes + start, length, 1, queryRows + rows, Tile.Columns, dk + s * row + c, row, add: member > 0);
                        Tile.Multiply(length - s, probabilities + start, length, 1, gradientRows + rows, Tile.Columns, dv + s * row + c, row, add: member > 0);
                    }
                }
            }
        }
    }

    static float* LogSums(in Parameters p, GgmlTensor* node) => node->Floats + (long)p.Length * p.Samples * p.Heads * p.HeadSize;

    /// <summary>Eight queries by all keys that the last of them sees.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Scores(in Parameters p, float* q, long queryRow, float* keys, int t, float* scores, int padded)
    {
        for (int s = 0; s < t + Tile.Rows; s += Tile.Columns)
            Tile.Multiply(p.HeadSize, q, queryRow, 1, keys + s * p.HeadSize, Tile.Columns, scores + s, padded, add: false);
    }

    /// <summary>Scores to probabilities in place, zero where the query must not look.</summary>
    /// <returns>The logarithm of the sum of their exponentials.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Softmax(in Parameters p, float* scores, int query, int end)
    {
        int first = p.First(query);
        float max = float.NegativeInfinity, sum = 0;
        for (int s = first; s <= query; s++)
        {
            scores[s] = Capped(p, scores[s] * p.Scale);
            max = MathF.Max(max, scores[s]);
        }

        // The row is padded to whole vectors: what stands behind the last key is overwritten with zeros.
        for (int s = 0; s < end; s += 16)
        {
            Vector512<float> e = Vector512.Exp(Vector512.Load(scores + s) - Vector512.Create(max)) & Seen(s, first, query);
            e.Store(scores + s);
            sum += Vector512.Sum(e);
        }

        Vector512<float> share = Vector512.Create(1f / sum);
        for (int s = 0; s < end; s += 16)
            (Vector512.Load(scores + s) * share).Store(scores + s);
        return max + MathF.Log(sum);
    }

    /// <summary>Scores to probabilities, and d(probability) to d(score), both in place.</summary>
    /// <param name="mean">Σ probability · d(probability), which is output · d(output).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Slopes(in Parameters p, float* scores, float* dScores, float logSum, float mean, int query, int end)
    {
        int first = p.First(query);
        for (int s = 0; s < end; s += 16)
        {
            Vector512<float> score = Vector512.Load(scores + s) * p.Scale, slope = Vector512.Create(p.Scale);
            if (p.Cap > 0)
            {
                Vector512<float> t = GluKernels.Tanh(score / p.Cap);
                score = p.Cap * t;
                slope *= Vector512<float>.One - t * t;
            }

            Vector512<float> seen = Seen(s, first, query);
            Vector512<float> probability = Vector512.Exp(score - Vector512.Create(logSum)) & seen;
            probability.Store(scores + s);
            ((slope * probability * (Vector512.Load(dScores + s) - Vector512.Create(mean))) & seen).Store(dScores + s);
        }
    }

    static float Capped(in Parameters p, float score) => p.Cap > 0 ? p.Cap * MathF.Tanh(score / p.Cap) : score;

    /// <summary>All bits set in the lanes from s on whose position lies between first and query.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<float> Seen(int s, int first, int query)
    {
        Vector512<int> position = Vector512<int>.Indices + Vector512.Create(s);
        return (Vector512.GreaterThanOrEqual(position, Vector512.Create(first)) & Vector512.LessThanOrEqual(position, Vector512.Create(query))).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Dot(float* a, float* b, int n)
    {
        Vector512<float> sum = default;
        for (int i = 0; i < n; i += 16)
            sum += Vector512.Load(a + i) * Vector512.Load(b + i);
        return Vector512.Sum(sum);
    }

    /// <summary>Panels of 32 rows, each as [column][row]. Rows behind the last are zero, so that no garbage can turn into NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void PackTransposed(float* from, long fromRow, int rows, int columns, float* to)
    {
        for (int s = 0; s < rows; s += Tile.Columns, to += Tile.Columns * columns)
        {
            for (int i = 0; i < Tile.Columns; i += Tile.Rows)
            {
                for (int c = 0; c < columns; c += Tile.Rows)
                {
                    if (s + i < rows)
                        Tile.Transpose(from + (s + i) * fromRow + c, fromRow, to + c * Tile.Columns + i, Tile.Columns);
                    else
                        Clear(to + c * Tile.Columns + i);
                }
            }
        }
    }

    static void Clear(float* tile)
    {
        for (int i = 0; i < Tile.Rows; i++, tile += Tile.Columns)
            Vector256<float>.Zero.Store(tile);
    }

    /// <summary>Panels of 32 columns, each as [row][column].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void PackRows(float* from, long fromRow, int rows, int columns, float* to)
    {
        for (int c = 0; c < columns; c += Tile.Columns)
        {
            for (int s = 0; s < rows; s++, to += Tile.Columns)
            {
                Vector512.Load(from + s * fromRow + c).Store(to);
                Vector512.Load(from + s * fromRow + c + 16).Store(to + 16);
            }
        }
    }
}
