using System.Diagnostics;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Studio.Diagnosis;

/// <summary>How fast a model reads prompts and writes replies where it was loaded.</summary>
/// <param name="Written">Tokens a second, one after the other.</param>
/// <param name="Read">Tokens of a prompt a second.</param>
readonly record struct SpeedProbe(double Written, double Read)
{
    const int LeastPrompt = 32, MostPrompt = 256;

    /// <summary>Computes for so long; at least one token and one prompt, however slow.</summary>
    /// <remarks>Which tokens they are makes no difference to the time.</remarks>
    public static SpeedProbe Run(LlamaContext context, int cells, TimeSpan time, CancellationToken cancellationToken)
    {
        double written = Rate(context, cells, 1, time * 0.75, cancellationToken);
        int prompt = Math.Clamp((int)written, LeastPrompt, Math.Min(MostPrompt, cells)); // long enough for a GPU, short enough for a slow CPU
        return new SpeedProbe(written, Rate(context, cells, prompt, time * 0.25, cancellationToken));
    }

    static double Rate(LlamaContext context, int cells, int batch, TimeSpan time, CancellationToken cancellationToken)
    {
        Decode(context, 0, batch); // waits for weights to come from the disk, or for the driver to compile
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

            Decode(context, position, batch);
            position += batch;
            tokens += batch;
        }
        while (Stopwatch.GetElapsedTime(start) < time);

        double rate = tokens / Stopwatch.GetElapsedTime(start).TotalSeconds;
        context.Clear();
        return rate;
    }

    static void Decode(LlamaContext context, int position, int count)
    {
        int result = context.DecodeAny(position, count);
        if (result != 0)
            throw new OjousamaException($"llama.cpp could not decode (code {result}){LlamaLog.TakeError()}", "Lower --context or --gpu-layers");
        context.Logits(count - 1); // waits for a GPU
    }
}
