using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Tests.Training;

/// <summary>llama.cpp's own logits of every position.</summary>
internal static unsafe class LlamaReference
{
    /// <param name="model">Path of the model.</param>
    /// <param name="tokens">At most 512.</param>
    /// <param name="adapter">Path of an adapter, or null.</param>
    /// <param name="asInPlay">Keys and values in 16 bits and fused attention, as games run it; else in 32 bits step by step.</param>
    public static float[][] Logits(string model, int[] tokens, string? adapter = null, bool asInPlay = false) =>
        Logits(model, tokens, adapter == null ? [] : [(adapter, 1)], asInPlay);

    /// <summary>The same with several adapters at once.</summary>
    /// <param name="model">Path of the model.</param>
    /// <param name="tokens">At most 512.</param>
    /// <param name="adapters">Paths, and how much each counts.</param>
    /// <param name="asInPlay">As above.</param>
    public static float[][] Logits(string model, int[] tokens, (string Path, float Scale)[] adapters, bool asInPlay = false)
    {
        LlamaModel loaded = LlamaModel.Rent(model, LayerPlacement.Cpu, null, default);
        LlamaLibrary llama = loaded.Library;
        LlamaContextParams parameters = llama.DefaultContextParams();
        parameters.ContextTokens = parameters.BatchTokens = parameters.MicroBatchTokens = 512;
        parameters.Threads = parameters.BatchThreads = CpuTopology.Threads(2);
        if (!asInPlay)
            parameters.FlashAttention = parameters.TypeK = parameters.TypeV = 0;
        nint context = llama.NewContext(loaded.Handle, parameters);
        LlamaAdapter[] loadedAdapters = [.. adapters.Select(adapter => LlamaAdapter.Load(loaded, adapter.Path))];
        nint[] handles = [.. loadedAdapters.Select(adapter => adapter.Handle)];
        float[] scales = [.. adapters.Select(adapter => adapter.Scale)];
        fixed (nint* handle = handles)
        fixed (float* scale = scales)
        {
            if (handles.Length > 0)
                llama.SetAdapters(context, handle, (nuint)handles.Length, scale);
        }

        LlamaBatch batch = llama.NewBatch(tokens.Length, 0, 1);
        for (int i = 0; i < tokens.Length; i++)
        {
            batch.Tokens[i] = tokens[i];
            batch.Positions[i] = i;
            batch.SequenceCounts[i] = 1;
            batch.Sequences[i][0] = 0;
            batch.Outputs[i] = 1;
        }

        batch.Count = tokens.Length;
        Assert.That(llama.Decode(context, batch), Is.Zero);
        int vocabulary = loaded.Vocabulary.Count;
        float[][] logits = Enumerable.Range(0, tokens.Length).Select(i => new ReadOnlySpan<float>(llama.GetLogits(context, i), vocabulary).ToArray()).ToArray();
        llama.FreeBatch(batch);
        llama.FreeContext(context);
        foreach (LlamaAdapter adapter in loadedAdapters)
            adapter.Dispose();
        loaded.Return();
        return logits;
    }

    /// <summary>‖a − b‖ ÷ ‖b‖ over all positions that both have.</summary>
    public static double Distance(float[][] a, float[][] b)
    {
        double difference = 0, norm = 0;
        foreach (var (x, y) in a.Zip(b))
        {
            for (int i = 0; i < y.Length; i++)
            {
                difference += (x[i] - (double)y[i]) * (x[i] - (double)y[i]);
                norm += (double)y[i] * y[i];
            }
        }

        return Math.Sqrt(difference / norm);
    }
}
