using Ojousama.Inference.Llama.Model;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Logits of this package's context (many sequences, one unified cache, its own thread pool) beside those of llama.cpp alone.</summary>
/// <remarks>
/// Over the same batches, into an empty cache: llama.cpp itself gives other logits for other batches and other places in the cache, because
/// it quantises activations and sums attention up in halves. How much that makes is shown beside it, for llama.cpp alone and for a talk
/// whose prefix is shared, with another's cells between.
/// </remarks>
internal sealed class LogitsFigure : IFigure
{
    const string Text = "ごきげんよう。今日は薔薇のお庭で、紅茶を淹れてお待ちしておりましたの。お菓子は焼きたてのスコーンですわ。どうぞごゆっくり、お話を聞かせてくださいませ。";

    public string Name => "logits, largest difference to llama.cpp's own";

    public Bar Bar => new(1e-3, AtMost: true, Unit: "");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        LlamaModel weights = LlamaModel.Rent(Machine.ModelFile, machine.Placement, null, default);
        try
        {
            var list = new List<int> { weights.Vocabulary.Bos };
            weights.Vocabulary.Tokenize(Text, list);
            int[] tokens = [.. list];
            int[][] chunks = [tokens[..(tokens.Length / 2)], tokens[(tokens.Length / 2)..^1], tokens[^1..]];
            using var adapter = LlamaAdapter.Load(weights, Machine.AdapterFile);
            float[] own = await LlamaBench.LogitsAsync(machine, chunks, null);
            double bare = Difference(Logits(weights, null, chunks, machine.Threads, isShared: false), own);
            double adapted = Difference(
                Logits(weights, adapter, chunks, machine.Threads, isShared: false), await LlamaBench.LogitsAsync(machine, chunks, Machine.AdapterFile));
            double shared = Difference(Logits(weights, null, chunks, machine.Threads, isShared: true), own);
            double batches = Difference(await LlamaBench.LogitsAsync(machine, [tokens], null), own);
            return new Outcome(
                Math.Max(bare, adapted),
                $"bare {bare:G3}, with adapter {adapted:G3}, {tokens.Length} tokens; llama.cpp alone in one batch or three {batches:G3}, shared prefix {shared:G3}");
        }
        finally
        {
            weights.Return();
        }
    }

    static float[] Logits(LlamaModel weights, LlamaAdapter? adapter, int[][] chunks, int threads, bool isShared)
    {
        using var context = new LlamaContext(weights, 4, 1024, 512, threads, embeddings: false);
        context.SetAdapter(adapter, 1f);
        if (isShared)
            Decode(sequence: 3, begin: 0, chunks[1]);
        int begin = 0, last = 0;
        for (int i = 0; i < chunks.Length; i++)
        {
            if (isShared && i == 1)
                context.Share(0, 1, begin);
            last = Decode(isShared ? Math.Min(i, 1) : 0, begin, chunks[i]);
            begin += chunks[i].Length;
        }

        return context.Logits(last).ToArray();

        int Decode(int sequence, int begin, int[] tokens)
        {
            context.ClearBatch();
            int index = 0;
            for (int i = 0; i < tokens.Length; i++)
                index = context.Add(tokens[i], begin + i, sequence, i == tokens.Length - 1);
            int code = context.Decode();
            return code == 0 ? index : throw new OjousamaException($"llama.cpp could not decode (code {code})", "Report it");
        }
    }

    static double Difference(float[] a, float[] b) => a.Length == b.Length ? a.Zip(b, (x, y) => Math.Abs(x - y)).Max() : double.PositiveInfinity;
}
