using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Studio.Training.Operations;

namespace Ojousama.Studio.Training.Autodiff;

/// <summary>Records the forward pass of one step, and plays it backward into gradients.</summary>
/// <remarks>
/// Both passes are nodes of one graph. ggml's own automatic gradient lacks half of the operations, and one of them is wrong
/// under its allocator (soft_max_ext_back), so every operation here brings its backward along.
/// </remarks>
internal sealed unsafe class Tape(GgmlLibrary ggml, Graph graph, TapeOperations operations)
{
    const int HeadRows = 64;

    readonly List<Action> _backward = [];
    uint _site;

    /// <summary>Share of the values that the adapter's way down drops.</summary>
    public float DropoutRate { get; init; }

    /// <summary>Another one each step, so that other values are dropped.</summary>
    public uint Seed { get; init; }

    /// <summary>alpha ÷ rank.</summary>
    public float LoraScale { get; init; }

    public Variable Constant(GgmlTensor* value) => new(value, needsGradient: false);

    /// <summary>Builds the backward pass from here: the last value's gradient must have been given.</summary>
    public void PlayBackward()
    {
        for (int i = _backward.Count - 1; i >= 0; i--)
            _backward[i]();
    }

    /// <summary>W·x + scale·B·A·drop(x) + bias.</summary>
    public Variable Project(Weight weight, LoraPair? lora, Variable x)
    {
        GgmlTensor* y = graph.MatMul(weight.Tensor, x.Value);
        GgmlTensor* u = null;
        var dropout = new Dropout(DropoutRate, Seed, ++_site);
        if (lora != null)
        {
            u = operations.LoraDown(x.Value, lora.A.Tensor, LoraScale, dropout);
            y = operations.LoraUp(y, lora.B.Tensor, u, default);
        }

        if (weight.Bias != null)
            y = ggml.Add(graph.Context, y, weight.Bias);
        var result = new Variable(y, x.NeedsGradient || lora != null);
        Record(result, () =>
        {
            GgmlTensor* dy = graph.Packed(result.Gradient), du = null;
            if (lora != null)
            {
                du = operations.LoraDown(dy, lora.B.Tensor, LoraScale, default);
                lora.B.GradientNode = graph.Keep(operations.LoraGradient(dy, u, default));
                lora.A.GradientNode = graph.Keep(operations.LoraGradient(x.ValueAgain, du, dropout));
            }

            if (!x.NeedsGradient)
                return;
            x.Receive(graph.MatMul(weight.Transposed, dy), isOwn: true, Sum);
            if (lora != null)
                x.Rewrite(dx => operations.LoraUp(dx, lora.A.Tensor, du, dropout));
        });
        return result;
    }

    public Variable Norm(Variable x, GgmlTensor* weight, float epsilon)
    {
        GgmlTensor* Of(GgmlTensor* value) => operations.Norm(value, weight, epsilon);
        var y = new Variable(Of(x.Value), x.NeedsGradient, () => Of(x.ValueAgain));
        Record(y, () => x.Receive(operations.NormBackward(y.Gradient, x.ValueAgain, weight, epsilon), isOwn: true, Sum));
        return y;
    }

    /// <summary>Turns the pairs of each head by their position in a sample of this length.</summary>
    public Variable Rope(Variable x, int length, Rotation rotation)
    {
        GgmlTensor* Of(GgmlTensor* value) => operations.Rope(value, length, rotation);
        var y = new Variable(Of(x.Value), x.NeedsGradient, x.IsBuiltAgain ? () => Of(x.ValueAgain) : null);
        Record(y, () => x.Receive(operations.RopeBackward(y.Gradient, length, rotation), isOwn: true, Sum));
        return y;
    }

    /// <summary>[size, heads, T] three times to [heads·size, T].</summary>
    public Variable Attend(Variable q, Variable k, Variable v, AttentionKernels.Parameters parameters)
    {
        Attention attention = operations.Attend(q.Value, k.Value, v.Value, parameters);
        var y = new Variable(attention.Output, q.NeedsGradient || k.NeedsGradient || v.NeedsGradient);
        Record(y, () =>
        {
            var (dq, dk, dv) = attention.Backward(q.ValueAgain, k.ValueAgain, v.ValueAgain, y.Gradient);
            q.Receive((GgmlTensor*)dq, isOwn: false, Sum);
            k.Receive((GgmlTensor*)dk, isOwn: false, Sum);
            v.Receive((GgmlTensor*)dv, isOwn: false, Sum);
        });
        return y;
    }

    /// <summary>gelu(gate)·up, or silu(gate)·up.</summary>
    public Variable Gate(Variable gate, Variable up, bool gelu)
    {
        GgmlTensor* Forward() => gelu ? ggml.GeGlu(graph.Context, gate.Value, up.Value) : ggml.SwiGlu(graph.Context, gate.Value, up.Value);
        var y = new Variable(Forward(), gate.NeedsGradient || up.NeedsGradient, Forward);
        Record(y, () =>
        {
            var (dGate, dUp) = operations.GateBackward(gate.Value, up.Value, y.Gradient, gelu);
            gate.Receive((GgmlTensor*)dGate, isOwn: false, Sum);
            up.Receive((GgmlTensor*)dUp, isOwn: false, Sum);
        });
        return y;
    }

    public Variable Add(Variable a, Variable b)
    {
        NodeMaker? again = a.IsBuiltAgain || b.IsBuiltAgain ? () => Sum(a.ValueAgain, b.ValueAgain) : null;
        var y = new Variable(Sum(a.Value, b.Value), a.NeedsGradient || b.NeedsGradient, again);
        Record(y, () =>
        {
            a.Receive(y.Gradient, isOwn: false, Sum);
            b.Receive(y.Gradient, isOwn: false, Sum);
        });
        return y;
    }

    /// <summary>Splits the rows of a [heads·size, T] value into [size, heads, T].</summary>
    public Variable SplitHeads(Variable x, int heads)
    {
        long width = x.Value->Shape[0], tokens = x.Value->Shape[1];
        var y = new Variable(ggml.Reshape(graph.Context, x.Value, width / heads, heads, tokens, 1), x.NeedsGradient);
        Record(y, () => x.Receive(Join(y.Gradient, width, tokens), isOwn: false, Sum));
        return y;
    }

    /// <summary>Keeps some rows only.</summary>
    public Variable Select(Variable x, GgmlTensor* rows)
    {
        var y = new Variable(ggml.GetRows(graph.Context, x.Value, rows), x.NeedsGradient);
        Record(y, () => x.Receive(ggml.GetRowsBack(graph.Context, y.Gradient, rows, x.Value), isOwn: true, Sum));
        return y;
    }

    /// <summary>The loss of each row, and the gradient with which backward starts.</summary>
    /// <remarks>Some rows at a time: the logits of all of them can take more memory than the rest of the model.</remarks>
    /// <param name="head">The weight that makes logits.</param>
    /// <param name="h">What it is applied to.</param>
    /// <param name="targets">One a row; below 0 counts nothing.</param>
    /// <param name="cap">Of the logits; 0 for none.</param>
    /// <param name="scale">The inverse of the targets of the whole step.</param>
    /// <param name="learns">Whether the gradient is wanted.</param>
    public void CrossEntropy(Weight head, Variable h, int[] targets, float cap, float scale, bool learns)
    {
        GgmlTensor* gradient = null;
        long width = h.Value->Shape[0];
        nuint stride = (nuint)h.Value->Stride[1];
        int first = 0;
        foreach (int[] theirs in targets.Chunk(HeadRows))
        {
            nuint bytes = stride * (nuint)theirs.Length;
            GgmlTensor* some = ggml.View(graph.Context, h.Value, width, theirs.Length, 1, 1, stride, bytes, bytes, (nuint)first * stride);
            first += theirs.Length;
            GgmlTensor* slope = operations.Slope(graph.MatMul(head.Tensor, some), theirs, head.Transposed->Shape[0], cap, scale);
            ggml.ExpandGraph(graph.Handle, slope);
            if (!learns)
                continue;
            GgmlTensor* part = graph.MatMul(head.Transposed, slope);
            ggml.ExpandGraph(graph.Handle, part); // now, so that the memory of these logits serves the next
            gradient = gradient == null ? part : ggml.Concatenate(graph.Context, gradient, part, 1);
        }

        if (learns)
            h.Receive(gradient, isOwn: true, Sum);
    }

    GgmlTensor* Sum(GgmlTensor* a, GgmlTensor* b) => ggml.Add(graph.Context, a, b);

    void Record(Variable result, Action backward)
    {
        if (!result.NeedsGradient)
            return;
        _backward.Add(() =>
        {
            if (result.Gradient != null)
                backward();
        });
    }

    /// <summary>[size, heads, T] as [heads·size, T]: heads of one row stand side by side, however far the rows are apart.</summary>
    GgmlTensor* Join(GgmlTensor* gradient, long width, long tokens)
    {
        nuint row = (nuint)gradient->Stride[2];
        return ggml.View(graph.Context, gradient, width, tokens, 1, 1, row, row * (nuint)tokens, row * (nuint)tokens, 0);
    }
}
