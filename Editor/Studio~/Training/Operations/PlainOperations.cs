using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Model;

namespace Ojousama.Studio.Training.Operations;

/// <summary>The operations in nodes that every backend of ggml computes. All that is given and made is contiguous.</summary>
/// <remarks>
/// Left out are <c>soft_max_ext_back</c>, which under the allocator may write over what it still reads, and one-hot matrices, which
/// would be as large as the vocabulary. Gradients are those of the summed loss rather than the mean: backends that multiply in 16 bits
/// would lose the smaller ones.
/// </remarks>
internal sealed unsafe class PlainOperations(GgmlLibrary ggml, Graph graph) : TapeOperations(ggml, graph)
{
    readonly PlainMath _math = new(ggml, graph);
    readonly Dictionary<Dropout, nint> _masks = [];
    readonly List<(nint Node, int[] Targets)> _probabilities = []; // of the targets

    public override float GradientScale(int targets) => 1f / targets;

    public override GgmlTensor* LoraDown(GgmlTensor* x, GgmlTensor* m, float scale, Dropout dropout) =>
        _math.Scale(_math.MatMul(m, Drop(x, dropout)), scale * dropout.KeptScale);

    public override GgmlTensor* LoraUp(GgmlTensor* y, GgmlTensor* m, GgmlTensor* u, Dropout dropout) =>
        _math.Add(y, Drop(_math.MatMul(_math.Transpose(m), _math.Scale(u, dropout.KeptScale)), dropout));

    public override GgmlTensor* LoraGradient(GgmlTensor* x, GgmlTensor* u, Dropout dropout) =>
        _math.OuterProduct(Drop(x, dropout), _math.Scale(u, dropout.KeptScale));

    public override GgmlTensor* Norm(GgmlTensor* x, GgmlTensor* w, float epsilon) =>
        _math.Multiply(Ggml.RmsNorm(Graph.Context, x, epsilon), w);

    public override GgmlTensor* NormBackward(GgmlTensor* dy, GgmlTensor* x, GgmlTensor* w, float epsilon) =>
        Ggml.RmsNormBack(Graph.Context, _math.Multiply(dy, w), x, epsilon);

    public override GgmlTensor* Rope(GgmlTensor* x, int length, Rotation r) =>
        Ggml.Rope(Graph.Context, x, Positions(x, length), r.Factors, r.Dimensions, r.Mode, 4096, r.Base, r.Scale, 0, 1, 32, 1);

    public override GgmlTensor* RopeBackward(GgmlTensor* dy, int length, Rotation r) =>
        Ggml.RopeBack(Graph.Context, dy, Positions(dy, length), r.Factors, r.Dimensions, r.Mode, 4096, r.Base, r.Scale, 0, 1, 32, 1);

    public override Attention Attend(GgmlTensor* q, GgmlTensor* k, GgmlTensor* v, AttentionKernels.Parameters parameters) =>
        new PlainAttention(Graph, _math, parameters).Attend(q, k, v);

    /// <remarks>gelu in its tanh form, with d = ½ (1 + t) + ½ x (1 − t²) √(2/π) (1 + 3·0.044715 x²).</remarks>
    public override (nint Gate, nint Up) GateBackward(GgmlTensor* gate, GgmlTensor* up, GgmlTensor* dy, bool gelu)
    {
        GgmlTensor* dValue = _math.Multiply(dy, up);
        if (!gelu)
            return ((nint)Ggml.SiluBack(Graph.Context, dValue, gate), (nint)_math.Multiply(dy, Ggml.Silu(Graph.Context, gate)));
        const float Root = 0.79788456f, Cubic = 0.044715f;
        GgmlTensor* square = Ggml.Square(Graph.Context, gate);
        GgmlTensor* t = _math.Tanh(_math.Multiply(gate, Ggml.ScaleBias(Graph.Context, square, Root * Cubic, Root)));
        GgmlTensor* share = Ggml.ScaleBias(Graph.Context, t, 0.5f, 0.5f);
        GgmlTensor* bend = _math.Multiply(
            _math.Multiply(gate, Ggml.ScaleBias(Graph.Context, square, 1.5f * Root * Cubic, 0.5f * Root)), _math.OneMinusSquare(t));
        return ((nint)_math.Multiply(dValue, _math.Add(share, bend)), (nint)_math.Multiply(dy, _math.Multiply(gate, share)));
    }

    /// <remarks>Of the probabilities, that of each row's target is looked up, and written back less one: rows of length 1, by their place in all.</remarks>
    public override GgmlTensor* Slope(GgmlTensor* logits, int[] targets, long width, float cap, float scale)
    {
        long vocabulary = logits->Shape[0], rows = targets.Length;
        GgmlTensor* t = null;
        if (cap > 0)
            t = _math.Tanh(_math.Scale(logits, 1 / cap));
        GgmlTensor* p = cap > 0 ? _math.Softmax(t, null, cap) : _math.Softmax(logits, null, 1);
        GgmlTensor* places = Graph.Input(targets.Select((target, row) => checked((int)(row * vocabulary + Math.Max(0, target)))).ToArray());
        GgmlTensor* flat = _math.Reshape(p, 1, vocabulary * rows, 1);
        GgmlTensor* probability = Graph.Keep(Ggml.GetRows(Graph.Context, flat, places));
        _probabilities.Add(((nint)probability, targets));
        GgmlTensor* d = Ggml.SetRows(Graph.Context, flat, Ggml.ScaleBias(Graph.Context, probability, 1, -1), places);
        GgmlTensor* counts = Graph.Input(GgmlType.F32, 1, rows, () => targets.Select(target => target < 0 ? 0f : 1f).ToArray());
        d = _math.Multiply(_math.Reshape(d, vocabulary, rows, 1), counts);
        if (cap > 0)
            d = _math.Multiply(d, _math.OneMinusSquare(t));
        return width == vocabulary ? d : Ggml.Pad(Graph.Context, d, (int)(width - vocabulary), 0, 0, 0);
    }

    public override double TotalLoss()
    {
        double sum = 0;
        foreach (var (node, targets) in _probabilities)
        {
            float[] probabilities = new float[targets.Length];
            Ggml.Read((GgmlTensor*)node, probabilities);
            for (int i = 0; i < targets.Length; i++)
                sum -= targets[i] < 0 ? 0 : Math.Log(float.IsNaN(probabilities[i]) ? float.NaN : Math.Max(probabilities[i], float.Epsilon));
        }

        return sum;
    }

    GgmlTensor* Positions(GgmlTensor* x, int length)
    {
        int tokens = (int)x->Shape[2];
        return Graph.Shared((nameof(Positions), length, tokens), () => Graph.Input([.. Enumerable.Range(0, tokens).Select(i => i % length)]));
    }

    /// <summary>x with some values set to zero; what is kept is not scaled yet.</summary>
    GgmlTensor* Drop(GgmlTensor* x, Dropout dropout)
    {
        if (!dropout.Drops)
            return x;
        if (!_masks.TryGetValue(dropout, out nint mask))
        {
            long n = x->Shape[0], rows = x->Shape[1];
            _masks[dropout] = mask = (nint)Graph.Input(GgmlType.Q4_0, n, rows, () => dropout.Mask(n, rows));
        }

        return _math.Multiply(x, Ggml.Cast(Graph.Context, (GgmlTensor*)mask, GgmlType.F32));
    }
}
