using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Lora;

namespace Ojousama.Studio.Training.Model;

/// <summary>Records the forward pass of one step, and plays it backward into gradients.</summary>
/// <remarks>
/// Both passes are nodes of one graph. ggml's own automatic gradient lacks half of the operations, and one of them is wrong
/// under its allocator (soft_max_ext_back), so every operation here brings its backward along.
/// </remarks>
internal sealed unsafe class Tape(GgmlLibrary ggml, Graph graph)
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
        GgmlTensor* y = ggml.MatMul(graph.Context, weight.Tensor, x.Value);
        GgmlTensor* u = null;
        var plain = new LoraKernels.Parameters(LoraScale, default);
        var dropped = new LoraKernels.Parameters(LoraScale, new Dropout(DropoutRate, Seed, ++_site));
        if (lora != null)
        {
            u = graph.Custom(&LoraKernels.Down, dropped, (lora.PaddedRank, x.Value->Shape[1], 1), (nint)x.Value, (nint)lora.A.Tensor);
            y = graph.CustomInPlace(&LoraKernels.Up, plain, y, (nint)lora.B.Tensor, (nint)u);
        }

        if (weight.Bias != null)
            y = ggml.Add(graph.Context, y, weight.Bias);
        var result = new Variable(y, x.NeedsGradient || lora != null);
        Record(result, () =>
        {
            GgmlTensor* dy = result.Gradient, du = null;
            if (lora != null)
            {
                du = graph.Custom(&LoraKernels.Down, plain, (u->Shape[0], u->Shape[1], 1), (nint)dy, (nint)lora.B.Tensor);
                lora.B.GradientNode = graph.Keep(graph.Custom(&LoraKernels.Gradient, plain, (weight.Outputs, u->Shape[0], 1), (nint)dy, (nint)u));
                lora.A.GradientNode = graph.Keep(graph.Custom(&LoraKernels.Gradient, dropped, (weight.Inputs, u->Shape[0], 1), (nint)x.ValueAgain, (nint)du));
            }

            if (!x.NeedsGradient)
                return;
            x.Receive(ggml.MatMul(graph.Context, weight.Transposed, dy), isOwn: true, Sum);
            if (lora != null)
                x.Rewrite(dx => graph.CustomInPlace(&LoraKernels.Up, dropped, dx, (nint)lora.A.Tensor, (nint)du));
        });
        return result;
    }

    public Variable Norm(Variable x, GgmlTensor* weight, float epsilon)
    {
        GgmlTensor* Forward() => graph.Custom(&NormKernels.Forward, epsilon, Shape(x.Value), (nint)x.Value, (nint)weight);
        var y = new Variable(Forward(), x.NeedsGradient, Forward);
        Record(y, () => x.Receive(
            graph.Custom(&NormKernels.Backward, epsilon, Shape(x.Value), (nint)y.Gradient, (nint)x.Value, (nint)weight), isOwn: true, Sum));
        return y;
    }

    /// <summary>Turns the pairs of each head by their position.</summary>
    public Variable Rope(Variable x, GgmlTensor* positions, Rotation rotation)
    {
        var y = new Variable(
            ggml.Rope(graph.Context, x.Value, positions, rotation.Factors, rotation.Dimensions, rotation.Mode, 4096, rotation.Base, rotation.Scale, 0, 1, 32, 1),
            x.NeedsGradient);
        Record(y, () => x.Receive(
            ggml.RopeBack(graph.Context, y.Gradient, positions, rotation.Factors, rotation.Dimensions, rotation.Mode, 4096, rotation.Base, rotation.Scale, 0, 1, 32, 1),
            isOwn: true, Sum));
        return y;
    }

    /// <summary>[size, heads, T] three times to [heads·size, T].</summary>
    public Variable Attend(Variable q, Variable k, Variable v, AttentionKernels.Parameters parameters)
    {
        long width = (long)parameters.Heads * parameters.HeadSize, tokens = q.Value->Shape[2];
        GgmlTensor* node = graph.Custom(&AttentionKernels.Forward, parameters, (width, tokens + parameters.LogSumRows, 1), (nint)q.Value, (nint)k.Value, (nint)v.Value);
        nuint row = (nuint)node->Stride[1];
        var y = new Variable(ggml.View(graph.Context, node, width, tokens, 1, 1, row, row * (nuint)tokens, row * (nuint)tokens, 0), q.NeedsGradient || k.NeedsGradient || v.NeedsGradient);
        Record(y, () =>
        {
            long keyWidth = (long)parameters.KeyHeads * parameters.HeadSize;
            GgmlTensor* d = graph.Custom(
                &AttentionKernels.Backward, parameters, (width + 2 * keyWidth, tokens, 1), (nint)q.Value, (nint)k.Value, (nint)v.Value, (nint)node, (nint)y.Gradient);
            q.Receive(Heads(d, 0, parameters.Heads, parameters.HeadSize), isOwn: false, Sum);
            k.Receive(Heads(d, width, parameters.KeyHeads, parameters.HeadSize), isOwn: false, Sum);
            v.Receive(Heads(d, width + keyWidth, parameters.KeyHeads, parameters.HeadSize), isOwn: false, Sum);
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
            long n = gate.Value->Shape[0], tokens = gate.Value->Shape[1];
            Kernel kernel = gelu ? &GluKernels.GeGluBackward : &GluKernels.SwiGluBackward;
            GgmlTensor* d = graph.Custom(kernel, 0, (n, tokens, 2), (nint)gate.Value, (nint)up.Value, (nint)y.Gradient);
            nuint row = (nuint)n * sizeof(float), half = row * (nuint)tokens;
            gate.Receive(ggml.View(graph.Context, d, n, tokens, 1, 1, row, half, half, 0), isOwn: false, Sum);
            up.Receive(ggml.View(graph.Context, d, n, tokens, 1, 1, row, half, half, half), isOwn: false, Sum);
        });
        return y;
    }

    public Variable Add(Variable a, Variable b)
    {
        var y = new Variable(Sum(a.Value, b.Value), a.NeedsGradient || b.NeedsGradient);
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
    /// <param name="parameters">Weight, cap, and where the losses go.</param>
    /// <param name="learns">Whether the gradient is wanted.</param>
    public void Lose(Weight head, Variable h, GgmlTensor* targets, CrossEntropyKernel.Parameters parameters, bool learns)
    {
        GgmlTensor* gradient = null;
        long rows = h.Value->Shape[1], width = h.Value->Shape[0];
        nuint stride = (nuint)h.Value->Stride[1];
        for (long first = 0; first < rows; first += HeadRows)
        {
            long count = Math.Min(HeadRows, rows - first);
            GgmlTensor* some = ggml.View(graph.Context, h.Value, width, count, 1, 1, stride, stride * (nuint)count, stride * (nuint)count, (nuint)first * stride);
            nuint bytes = (nuint)count * sizeof(int);
            GgmlTensor* theirs = ggml.View(graph.Context, targets, count, 1, 1, 1, bytes, bytes, bytes, (nuint)first * sizeof(int));
            GgmlTensor* logits = ggml.MatMul(graph.Context, head.Tensor, some);
            GgmlTensor* slope = graph.Custom(
                &CrossEntropyKernel.Run, parameters with { Losses = parameters.Losses + (nint)first * sizeof(float) },
                (head.Transposed->Shape[0], count, 1), (nint)logits, (nint)theirs);
            ggml.ExpandGraph(graph.Handle, slope);
            if (!learns)
                continue;
            GgmlTensor* part = ggml.MatMul(graph.Context, head.Transposed, slope);
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

    /// <summary>Some columns of a [width, T] node as [size, heads, T].</summary>
    GgmlTensor* Heads(GgmlTensor* node, long first, int heads, int size)
    {
        nuint row = (nuint)node->Stride[1];
        return ggml.View(
            graph.Context, node, size, heads, node->Shape[1], 1,
            (nuint)size * sizeof(float), row, row * (nuint)node->Shape[1], (nuint)first * sizeof(float));
    }

    /// <summary>[size, heads, T] as [heads·size, T]: heads of one row stand side by side, however far the rows are apart.</summary>
    GgmlTensor* Join(GgmlTensor* gradient, long width, long tokens)
    {
        nuint row = (nuint)gradient->Stride[2];
        return ggml.View(graph.Context, gradient, width, tokens, 1, 1, row, row * (nuint)tokens, row * (nuint)tokens, 0);
    }

    static (long, long, long) Shape(GgmlTensor* tensor) => (tensor->Shape[0], tensor->Shape[1], tensor->Shape[2]);
}
