using System.Diagnostics;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Inference.Llama.Scheduling;

namespace Ojousama.Studio.Diagnosis;

/// <summary>How fast a model reads prompts and writes replies where it was loaded.</summary>
/// <param name="Written">Tokens a second, one after the other.</param>
/// <param name="Read">Tokens of a prompt a second.</param>
readonly record struct SpeedProbe(double Written, double Read)
{
    const int LeastPrompt = 32, MostPrompt = 256;

    /// <summary>Computes for so long; at least one token and one prompt, however slow.</summary>
    /// <remarks>Which tokens they are makes no difference to the time. Threads are chosen as in play.</remarks>
    public static SpeedProbe Run(LoadedModel loaded, int cells, TimeSpan time, CancellationToken cancellationToken)
    {
        LlamaContext context = loaded.Context;
        int threads = context.Threads;
        var decoder = new AdaptiveDecoder(context, adapts: loaded.Placement.Gpu == null, log: null);
        double written = Rate(context, decoder, cells, 1, time * 0.6, cancellationToken);
        int prompt = Math.Clamp((int)written, LeastPrompt, Math.Min(MostPrompt, cells)); // long enough for a GPU, short enough for a slow CPU
        double read = Rate(context, decoder, cells, prompt, time * 0.4, cancellationToken);
        context.Threads = threads; // for who measures next
        return new SpeedProbe(written, read);
    }

    static double Rate(LlamaContext context, AdaptiveDecoder decoder, int cells, int batch, TimeSpan time, CancellationToken cancellationToken)
    {
        Decode(context, decoder, 0, batch); // waits for weights to come from the disk, or for the driver to compile
        int position = batch, tokens = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (position + batch > cells)
            {
                context.Clear();
                position = 0;
            }

            Decode(context, decoder, position, batch);
            position += batch;
            tokens += batch;
        }
        while (Stopwatch.GetElapsedTime(start) < time);

        double rate = tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
        context.Clear();
        return rate;
    }

    static void Decode(LlamaContext context, AdaptiveDecoder decoder, int position, int count)
    {
        context.FillBatch(position, count);
        int result = decoder.Decode();
        if (result != 0)
            throw new OjousamaException($"llama.cpp could not decode (code {result}){LlamaLog.TakeError()}", "Lower --context or --gpu-layers");
        context.Logits(count - 1); // waits for a GPU
    }
}
