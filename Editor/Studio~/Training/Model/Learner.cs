using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Lora;

namespace Ojousama.Studio.Training.Model;

/// <summary>Runs batches through a model and its adapter: losses, gradients, logits.</summary>
/// <remarks>Not thread-safe, and only one in a process computes at a time. Model and adapter live longer.</remarks>
internal sealed unsafe class Learner(BaseModel model, LoraAdapter? adapter) : IDisposable
{
    readonly GgmlLibrary _ggml = GgmlLibrary.Load();
    readonly GraphMemory _memory = new(GgmlLibrary.Load());
    readonly Transformer _transformer = new(GgmlLibrary.Load(), model, adapter);

    /// <summary>Mean loss of a batch's targets.</summary>
    public float Loss(Batch batch, float dropout = 0, uint seed = 0)
    {
        using Graph graph = NewGraph();
        return Run(graph, batch, NewTape(graph, dropout, seed), batch.TargetCount, learns: false);
    }

    /// <summary>Adds a batch's gradients to those of the adapter's parameters.</summary>
    /// <param name="batch">What is learnt.</param>
    /// <param name="targets">Targets of the whole step, by which the gradients are divided.</param>
    /// <param name="dropout">Share of values dropped.</param>
    /// <param name="seed">Which are dropped.</param>
    /// <returns>Mean loss of the batch's targets.</returns>
    public float Learn(Batch batch, int targets, float dropout, uint seed)
    {
        using Graph graph = NewGraph();
        float loss = Run(graph, batch, NewTape(graph, dropout, seed), targets, learns: true);
        foreach (Parameter parameter in adapter!.Parameters)
            parameter.Accumulate();
        return loss;
    }

    /// <summary>Scores of every token to follow each of these.</summary>
    /// <returns>A row of the vocabulary's length for each token.</returns>
    public float[][] Logits(int[] tokens)
    {
        Batch batch = Batch.Of([new TokenizedSample(tokens, Enumerable.Range(1, tokens.Length - 1).ToArray())]);
        using Graph graph = NewGraph();
        var inputs = new Transformer.Inputs(graph, batch);
        Variable h = _transformer.Build(graph, NewTape(graph), batch, inputs);
        GgmlTensor* logits = graph.Keep(_ggml.MatMul(graph.Context, model.Head.Tensor, h.Value));
        _memory.Allocate(graph);
        inputs.Feed();
        _ggml.Cpu.Compute(graph.Handle);
        float cap = model.Shape.OutputCap;
        return Enumerable.Range(0, batch.TargetCount).Select(row =>
        {
            float[] values = logits->Span.Slice(row * model.Shape.Vocabulary, model.Shape.Vocabulary).ToArray();
            return cap > 0 ? Array.ConvertAll(values, z => cap * MathF.Tanh(z / cap)) : values;
        }).ToArray();
    }

    /// <summary>Bytes of working memory that learning this batch takes.</summary>
    public long Measure(Batch batch)
    {
        using Graph graph = NewGraph();
        Describe(graph, batch, NewTape(graph, 0.5f), new CrossEntropyKernel.Parameters(1, 0, 0), learns: true);
        return GraphMemory.Measure(_ggml, graph);
    }

    public void Dispose() => _memory.Dispose();

    Graph NewGraph() => new(_ggml, _transformer.MaxNodes);

    Tape NewTape(Graph graph, float dropout = 0, uint seed = 0) =>
        new(_ggml, graph) { LoraScale = adapter?.Scale ?? 0, DropoutRate = dropout, Seed = seed };

    float Run(Graph graph, Batch batch, Tape tape, int targets, bool learns)
    {
        float[] losses = new float[batch.Rows.Length];
        fixed (float* to = losses)
        {
            Transformer.Inputs inputs = Describe(graph, batch, tape, new CrossEntropyKernel.Parameters(1f / targets, model.Shape.OutputCap, (nint)to), learns);
            _memory.Allocate(graph);
            inputs.Feed();
            _ggml.Cpu.Compute(graph.Handle);
        }

        return losses.Sum() / batch.TargetCount;
    }

    Transformer.Inputs Describe(Graph graph, Batch batch, Tape tape, CrossEntropyKernel.Parameters parameters, bool learns)
    {
        var inputs = new Transformer.Inputs(graph, batch);
        tape.Lose(model.Head, _transformer.Build(graph, tape, batch, inputs), inputs.Targets, parameters, learns);
        if (learns)
            tape.PlayBackward();
        return inputs;
    }
}
