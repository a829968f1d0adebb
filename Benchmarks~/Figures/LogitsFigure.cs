using Ojousama.Inference.Llama;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Logits as the worker gets them (several talks in a batch, a shared prefix, chunks) beside those of llama.cpp alone.</summary>
internal sealed class LogitsFigure : IFigure
{
    public string Name => "logits, largest difference to llama.cpp's own";

    public Bar Bar => new(1e-3, AtMost: true, Unit: "");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        LlamaModel weights = LlamaModel.Rent(Machine.ModelFile, 0, null, default);
        try
        {
            var random = new Random(2);
            int[] tokens = [weights.Vocabulary.Bos, .. Enumerable.Range(0, 150).Select(_ => random.Next(1000, 20000))];
            using var adapter = LlamaAdapter.Load(weights, Machine.AdapterFile);
            double bare = Difference(Worker(weights, null, tokens, machine.Threads), await LlamaBench.LogitsAsync(machine, tokens, null));
            double adapted = Difference(Worker(weights, adapter, tokens, machine.Threads), await LlamaBench.LogitsAsync(machine, tokens, Machine.AdapterFile));
            return new Outcome(Math.Max(bare, adapted), $"bare {bare:G3}, with adapter {adapted:G3}, {tokens.Length} tokens");
        }
        finally
        {
            weights.Return();
        }
    }

    /// <summary>Half of the tokens in one sequence, shared by another, which reads the rest but one in a chunk, and the last beside a third talk's token.</summary>
    static float[] Worker(LlamaModel weights, LlamaAdapter? adapter, int[] tokens, int threads)
    {
        using var context = new LlamaContext(weights, 4, 1024, 512, threads, embeddings: false);
        context.SetAdapter(adapter, 1f);
        int half = tokens.Length / 2, last = tokens.Length - 1;
        Decode((0, 0, half));
        context.Share(0, 1, half);
        Decode((1, half, last), (2, 0, 5));
        context.ClearBatch();
        context.Add(tokens[5], 5, 2, true);
        int index = context.Add(tokens[last], last, 1, true);
        Run();
        return context.Logits(index).ToArray();

        void Decode(params (int Sequence, int Begin, int End)[] parts)
        {
            context.ClearBatch();
            foreach (var (sequence, begin, end) in parts)
            {
                for (int i = begin; i < end; i++)
                    context.Add(tokens[i], i, sequence, i == end - 1);
            }

            Run();
        }

        void Run()
        {
            int code = context.Decode();
            if (code != 0)
                throw new OjousamaException($"llama.cpp could not decode (code {code})", "Report it");
        }
    }

    static double Difference(float[] a, float[] b) => a.Length == b.Length ? a.Zip(b, (x, y) => Math.Abs(x - y)).Max() : double.PositiveInfinity;
}
