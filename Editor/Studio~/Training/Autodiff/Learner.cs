using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Studio.Training.Operations;

namespace Ojousama.Studio.Training.Autodiff;

/// <summary>Runs batches through a model and its adapter: losses, gradients, logits.</summary>
/// <remarks>Not thread-safe, and only one in a process computes at a time. Model and adapter live longer.</remarks>
internal sealed unsafe class Learner(BaseModel model, LoraAdapter? adapter) : IDisposable
{
    readonly GgmlLibrary _ggml = GgmlLibrary.Load();
    readonly GraphMemory _memory = new(GgmlLibrary.Load(), model.Backend);
    readonly Transformer _transformer = new(GgmlLibrary.Load(), model, adapter);

    /// <summary>Mean loss of a batch's targets.</summary>
    public float Loss(Batch batch, float dropout = 0, uint seed = 0)
    {
        using Graph graph = NewGraph();
        return Run(graph, batch, batch.TargetCount, dropout, seed, learns: false);
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
        return Run(graph, batch, targets, dropout, seed, learns: true);
    }

    /// <summary>Scores of every token to follow each of these.</summary>
    /// <returns>A row of the vocabulary's length for each token.</returns>
    public float[][] Logits(int[] tokens)
    {
        Batch batch = Batch.Of([new TokenizedSample(tokens, Enumerable.Range(1, tokens.Length - 1).ToArray())]);
        using Graph graph = NewGraph();
        var inputs = new Transformer.Inputs(graph, batch);
        Variable h = _transformer.Build(graph, NewTape(graph, TapeOperations.Of(model.Backend, graph), 0, 0), batch, inputs);
        GgmlTensor* logits = graph.Keep(graph.MatMul(model.Head.Tensor, h.Value));
        Compute(graph);
        float[] all = new float[logits->Count];
        _ggml.Read(logits, all);
        float cap = model.Shape.OutputCap;
        return Enumerable.Range(0, batch.TargetCount).Select(row =>
        {
            float[] values = all[(row * model.Shape.Vocabulary)..((row + 1) * model.Shape.Vocabulary)];
            return cap > 0 ? Array.ConvertAll(values, z => cap * MathF.Tanh(z / cap)) : values;
        }).ToArray();
    }

    /// <summary>Bytes of working memory that learning this batch takes.</summary>
    public long Measure(Batch batch)
    {
        using Graph graph = NewGraph();
        Describe(graph, batch, 1, 0.5f, 0, learns: true);
        model.Backend.Check(_ggml, graph);
        return _memory.Measure(graph);
    }

    /// <summary>Bytes of working memory that it has taken so far.</summary>
    public long Taken => _memory.Size;

    public void Dispose() => _memory.Dispose();

    Graph NewGraph() => new(_ggml, _transformer.MaxNodes);

    Tape NewTape(Graph graph, TapeOperations operations, float dropout, uint seed) =>
        new(_ggml, graph, operations) { LoraScale = adapter?.Scale ?? 0, DropoutRate = dropout, Seed = seed };

    float Run(Graph graph, Batch batch, int targets, float dropout, uint seed, bool learns)
    {
        TapeOperations operations = Describe(graph, batch, targets, dropout, seed, learns);
        Compute(graph);
        if (learns)
        {
            foreach (Parameter parameter in adapter!.Parameters)
                parameter.Accumulate(_ggml, operations.GradientScale(targets));
        }

        return (float)(operations.TotalLoss() / batch.TargetCount);
    }

    TapeOperations Describe(Graph graph, Batch batch, int targets, float dropout, uint seed, bool learns)
    {
        TapeOperations operations = TapeOperations.Of(model.Backend, graph);
        Tape tape = NewTape(graph, operations, dropout, seed);
        Variable h = _transformer.Build(graph, tape, batch, new Transformer.Inputs(graph, batch));
        tape.CrossEntropy(model.Head, h, batch.Targets, model.Shape.OutputCap, 1f / targets, learns);
        if (learns)
            tape.PlayBackward();
        return operations;
    }

    void Compute(Graph graph)
    {
        _memory.Allocate(graph);
        graph.Feed();
        if (adapter != null)
        {
            foreach (Parameter parameter in adapter.Parameters)
                parameter.Upload(_ggml);
        }

        model.Backend.Compute(graph);
    }
}
