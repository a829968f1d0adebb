using System.Runtime.InteropServices;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Model;

namespace Ojousama.Studio.Training.Operations;

/// <summary>The operations as C# functions that ggml's CPU threads call: one pass over the memory each.</summary>
internal sealed unsafe class KernelOperations(GgmlLibrary ggml, Graph graph) : TapeOperations(ggml, graph)
{
    readonly List<float[]> _losses = []; // pinned: kernels write to them

    public override float GradientScale(int targets) => 1;

    public override GgmlTensor* LoraDown(GgmlTensor* x, GgmlTensor* m, float scale, Dropout dropout) =>
        Graph.Custom(&LoraKernels.Down, new LoraKernels.Parameters(scale, dropout), (m->Shape[1], x->Shape[1], 1), (nint)x, (nint)m);

    public override GgmlTensor* LoraUp(GgmlTensor* y, GgmlTensor* m, GgmlTensor* u, Dropout dropout) =>
        Graph.CustomInPlace(&LoraKernels.Up, new LoraKernels.Parameters(1, dropout), y, (nint)m, (nint)u);

    public override GgmlTensor* LoraGradient(GgmlTensor* x, GgmlTensor* u, Dropout dropout) =>
        Graph.Custom(&LoraKernels.Gradient, new LoraKernels.Parameters(1, dropout), (x->Shape[0], u->Shape[0], 1), (nint)x, (nint)u);

    public override GgmlTensor* Norm(GgmlTensor* x, GgmlTensor* w, float epsilon) =>
        Graph.Custom(&NormKernels.Forward, epsilon, Shape(x), (nint)x, (nint)w);

    public override GgmlTensor* NormBackward(GgmlTensor* dy, GgmlTensor* x, GgmlTensor* w, float epsilon) =>
        Graph.Custom(&NormKernels.Backward, epsilon, Shape(x), (nint)dy, (nint)x, (nint)w);

    public override GgmlTensor* Rope(GgmlTensor* x, int length, Rotation rotation) => Turn(x, length, rotation, 1);

    public override GgmlTensor* RopeBackward(GgmlTensor* dy, int length, Rotation rotation) => Turn(dy, length, rotation, -1);

    public override Attention Attend(GgmlTensor* q, GgmlTensor* k, GgmlTensor* v, AttentionKernels.Parameters parameters)
    {
        long width = (long)parameters.Heads * parameters.HeadSize, tokens = q->Shape[2];
        GgmlTensor* node = Graph.Custom(&AttentionKernels.Forward, parameters, (width, tokens + parameters.LogSumRows, 1), (nint)q, (nint)k, (nint)v);
        nuint row = (nuint)node->Stride[1];
        GgmlTensor* output = Ggml.View(Graph.Context, node, width, tokens, 1, 1, row, row * (nuint)tokens, row * (nuint)tokens, 0);
        return new Attention(output, (q, k, v, gradient) =>
        {
            long keyWidth = (long)parameters.KeyHeads * parameters.HeadSize;
            GgmlTensor* d = Graph.Custom(
                &AttentionKernels.Backward, parameters, (width + 2 * keyWidth, tokens, 1), (nint)q, (nint)k, (nint)v, (nint)node, (nint)gradient);
            return (
                Heads(d, 0, parameters.Heads, parameters.HeadSize),
                Heads(d, width, parameters.KeyHeads, parameters.HeadSize),
                Heads(d, width + keyWidth, parameters.KeyHeads, parameters.HeadSize));
        });
    }

    public override (nint Gate, nint Up) GateBackward(GgmlTensor* gate, GgmlTensor* up, GgmlTensor* dy, bool gelu)
    {
        long n = gate->Shape[0], tokens = gate->Shape[1];
        Kernel kernel = gelu ? &GluKernels.GeGluBackward : &GluKernels.SwiGluBackward;
        GgmlTensor* d = Graph.Custom(kernel, 0, (n, tokens, 2), (nint)gate, (nint)up, (nint)dy);
        nuint row = (nuint)n * sizeof(float), half = row * (nuint)tokens;
        return (
            (nint)Ggml.View(Graph.Context, d, n, tokens, 1, 1, row, half, half, 0),
            (nint)Ggml.View(Graph.Context, d, n, tokens, 1, 1, row, half, half, half));
    }

    public override GgmlTensor* Slope(GgmlTensor* logits, int[] targets, long width, float cap, float scale)
    {
        float[] losses = GC.AllocateArray<float>(targets.Length, pinned: true);
        _losses.Add(losses);
        var parameters = new CrossEntropyKernel.Parameters(scale, cap, Marshal.UnsafeAddrOfPinnedArrayElement(losses, 0));
        return Graph.Custom(&CrossEntropyKernel.Run, parameters, (width, targets.Length, 1), (nint)logits, (nint)Graph.Input(targets));
    }

    /// <remarks>Summed in the order and precision of the rows, as ever.</remarks>
    public override double TotalLoss() => _losses.SelectMany(rows => rows).Sum();

    GgmlTensor* Turn(GgmlTensor* x, int length, Rotation rotation, float sign)
    {
        GgmlTensor* table = Graph.Shared(
            (length, rotation), () => Graph.Input(GgmlType.F32, rotation.Dimensions, length, () => rotation.Table(Ggml, length)));
        return Graph.Custom(
            &RopeKernel.Run, new RopeKernel.Parameters(rotation.Dimensions, rotation.IsNeoX, sign), Shape(x), (nint)x, (nint)table);
    }

    /// <summary>Some columns of a [width, T] node as [size, heads, T].</summary>
    nint Heads(GgmlTensor* node, long first, int heads, int size)
    {
        nuint row = (nuint)node->Stride[1];
        return (nint)Ggml.View(
            Graph.Context, node, size, heads, node->Shape[1], 1,
            (nuint)size * sizeof(float), row, row * (nuint)node->Shape[1], (nuint)first * sizeof(float));
    }

    static (long, long, long) Shape(GgmlTensor* tensor) => (tensor->Shape[0], tensor->Shape[1], tensor->Shape[2]);
}
