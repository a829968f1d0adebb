using System.Diagnostics;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A player's line from text to vector, beside llama.cpp's embedding example with the same line, model and threads.</summary>
internal sealed class EmbeddingFigure : IFigure
{
    const string Prefix = "query: "; // that LlamaEmbedder puts before it
    const string Line = "ねえ、ペットって何か飼ってる？";
    const int Times = 50;

    public string Name => "recall: one line embedded, ours ÷ llama.cpp's embedding example";

    public Bar Bar => new(1.2, AtMost: true);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        string file = PackagePaths.FindModel("multilingual-e5-small-ja.gguf");
        using LlamaEmbedder embedder = await LlamaEmbedder.LoadAsync(file);
        int tokens = CountTokens(file);
        var (ours, theirs, ratio) = await machine.AlternateAsync(
            async () =>
            {
                await embedder.EmbedAsync([Line], TextKind.Query);
                long start = Stopwatch.GetTimestamp();
                for (int i = 0; i < Times; i++)
                    await embedder.EmbedAsync([Line], TextKind.Query);
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds / Times;
            },
            () => LlamaBench.EmbedAsync(machine, file, Prefix + Line, tokens, Times));
        return new Outcome(ratio, $"{ours:0.00} ms and {theirs:0.00} ms for {tokens} tokens, {machine.Threads} threads");
    }

    static int CountTokens(string file)
    {
        LlamaModel model = LlamaModel.Rent(file, LayerPlacement.Cpu, null, CancellationToken.None);
        var tokens = new List<int>();
        model.Vocabulary.Tokenize(Prefix + Line, tokens);
        model.Return();
        return tokens.Count + 2; // BOS and EOS
    }
}
