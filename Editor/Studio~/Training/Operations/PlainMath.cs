using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Operations;

/// <summary>Nodes of one graph, in fewer words.</summary>
internal sealed unsafe class PlainMath(GgmlLibrary ggml, Graph graph)
{
    public GgmlTensor* Add(GgmlTensor* a, GgmlTensor* b) => ggml.Add(graph.Context, a, b);

    public GgmlTensor* Subtract(GgmlTensor* a, GgmlTensor* b) => ggml.Subtract(graph.Context, a, b);

    /// <summary>Value by value; b may be repeated.</summary>
    public GgmlTensor* Multiply(GgmlTensor* a, GgmlTensor* b) => ggml.Multiply(graph.Context, a, b);

    public GgmlTensor* Scale(GgmlTensor* a, float factor) => factor == 1 ? a : ggml.Scale(graph.Context, a, factor);

    public GgmlTensor* OneMinusSquare(GgmlTensor* a) => ggml.ScaleBias(graph.Context, ggml.Square(graph.Context, a), -1, 1);

    public GgmlTensor* Tanh(GgmlTensor* a) => ggml.Tanh(graph.Context, a);

    /// <summary>[n, …] to [1, …].</summary>
    public GgmlTensor* SumRows(GgmlTensor* a) => ggml.SumRows(graph.Context, a);

    public GgmlTensor* Softmax(GgmlTensor* a, GgmlTensor* mask, float scale) => ggml.Softmax(graph.Context, a, mask, scale, 0);

    /// <summary>[k, m], [k, n] to [m, n].</summary>
    public GgmlTensor* MatMul(GgmlTensor* a, GgmlTensor* b) => graph.MatMul(a, b);

    /// <summary>[m, k], [n, k] to [m, n].</summary>
    public GgmlTensor* OuterProduct(GgmlTensor* a, GgmlTensor* b) => ggml.OuterProduct(graph.Context, a, b);

    public GgmlTensor* Transpose(GgmlTensor* a) => Permute(a, 1, 0, 2, 3);

    /// <summary>A copy whose dimension (i) is the one that each number names the new place of.</summary>
    public GgmlTensor* Permute(GgmlTensor* a, int first, int second, int third, int fourth) =>
        ggml.Contiguous(graph.Context, ggml.Permute(graph.Context, a, first, second, third, fourth));

    public GgmlTensor* Reshape(GgmlTensor* a, long first, long second, long third, long fourth = 1) =>
        ggml.Reshape(graph.Context, a, first, second, third, fourth);
}
