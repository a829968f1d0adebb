using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Model;

namespace Ojousama.Studio.Training.Operations;

/// <summary>What the tape needs beyond a single node of ggml, forward and backward. Each call describes nodes of one graph.</summary>
/// <remarks>
/// A GPU can call no function of ours, and on a CPU ggml's own operations are slow; so these are written twice, and the tape and the
/// transformer once. Widths of weights are multiples of 32, ranks and rows of 8.
/// </remarks>
internal abstract unsafe class TapeOperations(GgmlLibrary ggml, Graph graph)
{
    /// <summary>Those of one graph: our kernels on the CPU, nothing but ggml's own operations elsewhere.</summary>
    public static TapeOperations Of(Backend backend, Graph graph) =>
        backend is CpuBackend ? new KernelOperations(GgmlLibrary.Load(), graph) : new PlainOperations(GgmlLibrary.Load(), graph);

    protected GgmlLibrary Ggml => ggml;

    protected Graph Graph => graph;

    /// <summary>What the gradients that the graph computes have to be multiplied by.</summary>
    public abstract float GradientScale(int targets);

    /// <summary>scale · m · drop(x): [n, T], [n, rank] to [rank, T].</summary>
    public abstract GgmlTensor* LoraDown(GgmlTensor* x, GgmlTensor* m, float scale, Dropout dropout);

    /// <summary>y + drop(mᵀ · u): [n, T], [n, rank], [rank, T] to [n, T]. y is not to be read again.</summary>
    public abstract GgmlTensor* LoraUp(GgmlTensor* y, GgmlTensor* m, GgmlTensor* u, Dropout dropout);

    /// <summary>Σₜ drop(x) · u, the gradient of either half: [n, T], [rank, T] to [n, rank].</summary>
    public abstract GgmlTensor* LoraGradient(GgmlTensor* x, GgmlTensor* u, Dropout dropout);

    /// <summary>x · w ÷ rms(x) of each row.</summary>
    public abstract GgmlTensor* Norm(GgmlTensor* x, GgmlTensor* w, float epsilon);

    /// <summary>d(x) of <see cref="Norm"/>.</summary>
    public abstract GgmlTensor* NormBackward(GgmlTensor* dy, GgmlTensor* x, GgmlTensor* w, float epsilon);

    /// <summary>Turns the pairs of each head: [size, heads, T], of samples of this length that follow one another.</summary>
    public abstract GgmlTensor* Rope(GgmlTensor* x, int length, Rotation rotation);

    /// <summary>d(x) of <see cref="Rope"/>: turns back. Rows of dy may be strided.</summary>
    public abstract GgmlTensor* RopeBackward(GgmlTensor* dy, int length, Rotation rotation);

    /// <summary>Causal attention of samples that follow one another: [size, heads, T] three times to [heads·size, T].</summary>
    public abstract Attention Attend(GgmlTensor* q, GgmlTensor* k, GgmlTensor* v, AttentionKernels.Parameters parameters);

    /// <summary>d(gate) and d(up) of gelu(gate)·up or silu(gate)·up.</summary>
    public abstract (nint Gate, nint Up) GateBackward(GgmlTensor* gate, GgmlTensor* up, GgmlTensor* dy, bool gelu);

    /// <summary>Softmax and cross entropy of [vocabulary, rows] against a target a row, below 0 for none.</summary>
    /// <param name="logits">Not to be read again.</param>
    /// <param name="targets">Of the rows.</param>
    /// <param name="width">Of the result: the vocabulary, padded with zeros.</param>
    /// <param name="cap">Logits are capped as cap · tanh(z ÷ cap) where above 0 (Gemma 2).</param>
    /// <param name="scale">The inverse of the targets of the whole step.</param>
    /// <returns>d(logits) by <see cref="GradientScale"/>; needed for the losses too.</returns>
    public abstract GgmlTensor* Slope(GgmlTensor* logits, int[] targets, long width, float cap, float scale);

    /// <summary>Of all rows together, once the graph is computed.</summary>
    public abstract double TotalLoss();
}

/// <summary>What attention gave.</summary>
/// <param name="output">[heads·size, T].</param>
/// <param name="backward">From q, k, v as forward had them, and the output's gradient, to those of q, k and v.</param>
internal readonly unsafe struct Attention(GgmlTensor* output, AttentionBackward backward)
{
    public GgmlTensor* Output => output;

    public AttentionBackward Backward => backward;
}

/// <returns>Three nodes, [size, heads, T].</returns>
internal unsafe delegate (nint Query, nint Key, nint Value) AttentionBackward(GgmlTensor* q, GgmlTensor* k, GgmlTensor* v, GgmlTensor* gradient);
