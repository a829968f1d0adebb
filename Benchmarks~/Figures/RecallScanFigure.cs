using System.Diagnostics;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Benchmarks.Figures;

/// <summary>The three best of so many facts for a line that is embedded already, beside a list of vectors and the loop that one would write first.</summary>
internal sealed class RecallScanFigure(int facts, RowFormat format, bool isRatio) : IFigure
{
    const int Dimensions = 384;

    public string Name => $"recall: top 3 of {facts:N0} facts, {format}{(isRatio ? ", plain loop ÷ ours" : "")}";

    public Bar Bar => isRatio ? new(6) : new(facts < 1000 ? 0.05 : 5, AtMost: true, Unit: " ms");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        var embedder = new RandomVectors();
        Fact[] all = [.. Enumerable.Range(0, facts).Select(i => new Fact { text = $"{i}" })];
        FactIndex index = await FactIndex.BuildAsync(all, "", embedder, format: format);
        List<float[]> rows = [.. await embedder.EmbedAsync([.. all.Select(f => f.text)], TextKind.Passage)];
        float[] query = (await embedder.EmbedAsync(["line"], TextKind.Query))[0];
        _ = index.Floor;

        int times = Math.Max(3, 100_000 / facts);
        double Ours() => Time(times, () => index.Search(query, 0, 3, NoState.Instance));
        double Plain() => Time(times, () => PlainTop3(rows, query));
        for (int i = 0; i < 30; i++) // until the compiler has had its second look
        {
            Ours();
            if (i % 10 == 0)
                Plain();
            await Task.Delay(20);
        }

        var (ours, plain, _) = await machine.AlternateAsync(() => Task.FromResult(Ours()), () => Task.FromResult(Plain()));
        return new Outcome(isRatio ? plain / ours : ours, $"{ours:0.####} ms, plain loop {plain:0.####} ms, 1 thread");
    }

    /// <summary>Milliseconds a run.</summary>
    static double Time(int times, Action run)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
            run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / times;
    }

    static List<(int Row, float Score)> PlainTop3(List<float[]> rows, float[] query)
    {
        var best = new List<(int Row, float Score)>();
        for (int row = 0; row < rows.Count; row++)
        {
            float score = 0;
            for (int i = 0; i < query.Length; i++)
                score += query[i] * rows[row][i];
            if (best.Count == 3 && score <= best[2].Score)
                continue;
            best.Add((row, score));
            best.Sort((a, b) => b.Score.CompareTo(a.Score));
            if (best.Count > 3)
                best.RemoveAt(3);
        }

        return best;
    }

    sealed class NoState : IGameState
    {
        public static readonly NoState Instance = new();

        public double ValueOf(string name) => 0;
    }

    /// <summary>Only the scan is measured, so any vectors do.</summary>
    sealed class RandomVectors : IEmbedder
    {
        readonly Random _random = new(1);

        public int Dimensions => RecallScanFigure.Dimensions;

        public string Id => "random";

        public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
        {
            var vectors = new float[texts.Count][];
            for (int i = 0; i < vectors.Length; i++)
            {
                vectors[i] = new float[Dimensions];
                for (int j = 0; j < Dimensions; j++)
                    vectors[i][j] = _random.NextSingle() - 0.5f;
                VectorMath.Normalize(vectors[i]);
            }

            return Task.FromResult(vectors);
        }
    }
}
