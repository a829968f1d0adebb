using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;

namespace Ojousama.Studio.Training.Autodiff;

/// <summary>The forward pass of a batch, node by node as llama.cpp builds it for play.</summary>
internal sealed unsafe class Transformer(GgmlLibrary ggml, BaseModel model, LoraAdapter? adapter)
{
    readonly ModelShape _shape = model.Shape;

    /// <summary>Most nodes and leaves of a step's graph, backward included.</summary>
    public int MaxNodes => 512 * (_shape.Layers + 1);

    /// <summary>The normalised values of the batch's rows, from which the head makes logits.</summary>
    public Variable Build(Graph graph, Tape tape, Batch batch, Inputs inputs)
    {
        GgmlTensor* embedded = ggml.GetRows(graph.Context, model.Embedding, inputs.Tokens);
        if (_shape.Architecture.ScalesEmbedding)
            embedded = ggml.Scale(graph.Context, embedded, MathF.Sqrt(_shape.Width));
        Variable x = tape.Constant(embedded);
        for (int i = 0; i < model.Layers.Count; i++)
        {
            Layer layer = model.Layers[i];
            Variable attended = Attend(tape, layer, i, x, batch, inputs);
            if (i == model.Layers.Count - 1)
            {
                attended = tape.Select(attended, inputs.Rows);
                x = tape.Select(x, inputs.Rows);
            }

            x = tape.Add(NormOutput(tape, attended, layer.AttentionOutputNorm), x);
            // Kept, for backward would else begin by computing the inputs of all layers again.
            x = tape.Add(NormOutput(tape, FeedForward(tape, layer, x), layer.FeedForwardOutputNorm), x).Kept();
        }

        return tape.Norm(x, model.OutputNorm, _shape.Epsilon);
    }

    Variable Attend(Tape tape, Layer layer, int index, Variable x, Batch batch, Inputs inputs)
    {
        bool windowed = _shape.IsWindowed(index);
        Variable h = tape.Norm(x, layer.AttentionNorm, _shape.Epsilon);
        Variable q = tape.SplitHeads(Project(tape, layer.Query, h), _shape.Heads);
        Variable k = tape.SplitHeads(Project(tape, layer.Key, h), _shape.KeyHeads);
        Variable v = tape.SplitHeads(Project(tape, layer.Value, h), _shape.KeyHeads);
        if (_shape.Architecture.NormsHeads)
        {
            q = tape.Norm(q, layer.QueryNorm, _shape.Epsilon);
            k = tape.Norm(k, layer.KeyNorm, _shape.Epsilon);
        }

        // Windowed layers are never stretched: llama.cpp scales the positions of the others only.
        var rotation = new Rotation(
            _shape.RotaryDimensions,
            _shape.Architecture.IsNeoX,
            windowed ? _shape.WindowedRopeBase : _shape.RopeBase,
            windowed && _shape.Architecture.WindowedBase != null ? 1f : _shape.RopeScale,
            (nint)model.RopeFactors);
        Variable output = tape.Attend(
            tape.Rope(q, batch.Length, rotation),
            tape.Rope(k, batch.Length, rotation),
            v,
            new AttentionKernels.Parameters(
                batch.Length, batch.Samples, _shape.Heads, _shape.KeyHeads, _shape.HeadSize,
                windowed ? _shape.Window : 0, _shape.AttentionScale, _shape.AttentionCap));
        return Project(tape, layer.Output, output);
    }

    Variable FeedForward(Tape tape, Layer layer, Variable x)
    {
        Variable h = tape.Norm(x, layer.FeedForwardNorm, _shape.Epsilon);
        return Project(tape, layer.Down, tape.Gate(Project(tape, layer.Gate, h), Project(tape, layer.Up, h), _shape.Architecture.IsGelu));
    }

    Variable NormOutput(Tape tape, Variable x, GgmlTensor* weight) => weight == null ? x : tape.Norm(x, weight, _shape.Epsilon);

    Variable Project(Tape tape, Weight weight, Variable x) => tape.Project(weight, adapter?.On(weight), x);

    /// <summary>The leaves of a step's graph.</summary>
    /// <param name="graph">Owns them.</param>
    /// <param name="batch">Gives their sizes.</param>
    internal sealed class Inputs(Graph graph, Batch batch)
    {
        public GgmlTensor* Tokens { get; } = graph.Input(batch.Tokens);
        public GgmlTensor* Rows { get; } = graph.Input(batch.Rows);
    }
}
