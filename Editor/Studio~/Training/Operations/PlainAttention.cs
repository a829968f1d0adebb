using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;

namespace Ojousama.Studio.Training.Operations;

/// <summary>Attention step by step. Backward computes the probabilities again, since those of all layers would take more memory than all else.</summary>
/// <remarks>Heads that share a key head stand side by side, so ggml's products repeat the keys by themselves, and backward sums over them as over more queries.</remarks>
internal sealed unsafe class PlainAttention(Graph graph, PlainMath math, AttentionKernels.Parameters parameters)
{
    readonly long _length = parameters.Length, _samples = parameters.Samples, _heads = parameters.Heads, _keyHeads = parameters.KeyHeads, _size = parameters.HeadSize;

    /// <summary>[size, heads, T] three times.</summary>
    public Attention Attend(GgmlTensor* q, GgmlTensor* k, GgmlTensor* v)
    {
        GgmlTensor* p = Probabilities(Side(q, _heads), Side(k, _keyHeads), out _);
        GgmlTensor* output = math.MatMul(Across(v), p); // [size, queries, heads, samples]
        return new Attention(math.Reshape(math.Permute(output, 0, 2, 1, 3), _size * _heads, _length * _samples, 1), Backward);
    }

    (nint, nint, nint) Backward(GgmlTensor* q, GgmlTensor* k, GgmlTensor* v, GgmlTensor* gradient)
    {
        GgmlTensor* queries = Side(q, _heads), d = Side(gradient, _heads);
        GgmlTensor* p = Probabilities(queries, Side(k, _keyHeads), out GgmlTensor* t);
        GgmlTensor* dp = math.MatMul(Side(v, _keyHeads), d); // [keys, queries, heads, samples]
        GgmlTensor* scores = math.Multiply(p, math.Subtract(dp, math.SumRows(math.Multiply(p, dp))));
        if (t != null)
            scores = math.Multiply(scores, math.OneMinusSquare(t));
        scores = math.Scale(scores, parameters.Scale);

        GgmlTensor* dq = math.MatMul(Across(k), scores);
        GgmlTensor* dk = math.OuterProduct(Grouped(queries), Grouped(scores));
        GgmlTensor* dv = math.OuterProduct(Grouped(d), Grouped(p));
        return (Rows(dq, _heads), Rows(dk, _keyHeads), Rows(dv, _keyHeads));
    }

    /// <param name="queries">[size, length, heads, samples].</param>
    /// <param name="keys">[size, length, key heads, samples].</param>
    /// <param name="t">The hyperbolic tangents by which scores are capped, or null.</param>
    /// <returns>[keys, queries, heads, samples].</returns>
    GgmlTensor* Probabilities(GgmlTensor* queries, GgmlTensor* keys, out GgmlTensor* t)
    {
        GgmlTensor* scores = math.MatMul(keys, queries);
        t = parameters.Cap > 0 ? math.Tanh(math.Scale(scores, parameters.Scale / parameters.Cap)) : null;
        GgmlTensor* mask = graph.Shared((parameters.Length, parameters.Window), () => graph.Input(GgmlType.F32, _length, _length, Mask));
        return t == null ? math.Softmax(scores, mask, parameters.Scale) : math.Softmax(t, mask, parameters.Cap);
    }

    /// <summary>[size, heads, T], or [size·heads, T], to [size, length, heads, samples].</summary>
    GgmlTensor* Side(GgmlTensor* x, long heads) => math.Permute(math.Reshape(x, _size, heads, _length, _samples), 0, 2, 1, 3);

    /// <summary>[size, key heads, T] to [length, size, key heads, samples].</summary>
    GgmlTensor* Across(GgmlTensor* x) => math.Permute(math.Reshape(x, _size, _keyHeads, _length, _samples), 1, 2, 0, 3);

    /// <summary>[n, length, heads, samples] to [n, length·group, key heads, samples].</summary>
    GgmlTensor* Grouped(GgmlTensor* x) => math.Reshape(x, x->Shape[0], _length * parameters.Group, _keyHeads, _samples);

    /// <summary>[size, length, heads, samples] to [size, heads, T].</summary>
    nint Rows(GgmlTensor* x, long heads) => (nint)math.Reshape(math.Permute(x, 0, 2, 1, 3), _size, heads, _length * _samples);

    float[] Mask()
    {
        float[] mask = new float[_length * _length];
        for (int query = 0; query < _length; query++)
        {
            for (int key = 0; key < _length; key++)
                mask[query * _length + key] = key <= query && key >= parameters.First(query) ? 0 : float.NegativeInfinity;
        }

        return mask;
    }
}
