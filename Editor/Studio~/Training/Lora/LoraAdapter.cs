using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Kernels;
using Ojousama.Studio.Training.Model;

namespace Ojousama.Studio.Training.Lora;

/// <summary>The pairs on all seven projections of every layer.</summary>
internal sealed unsafe class LoraAdapter : IDisposable
{
    readonly TensorStore _store;
    readonly Dictionary<Weight, LoraPair> _pairs = [];

    /// <summary>A new adapter, which adds nothing yet: A is random, B zero, as PEFT begins.</summary>
    /// <param name="model">Lives longer than the adapter.</param>
    /// <param name="rank">At least 1.</param>
    /// <param name="scale">What B·A·x is multiplied by.</param>
    /// <param name="seed">Of A.</param>
    public LoraAdapter(BaseModel model, int rank, float scale, int seed)
    {
        Rank = rank;
        Scale = scale;
        Weight[] weights = model.Layers.SelectMany(layer => layer.Projections).ToArray();
        int padded = (rank + Tile.Rows - 1) / Tile.Rows * Tile.Rows;
        _store = new TensorStore(GgmlLibrary.Load(), 2 * weights.Length, model.Backend.Memory);
        var tensors = weights.Select(w => ((nint)_store.Add(GgmlType.F32, w.Inputs, padded), (nint)_store.Add(GgmlType.F32, w.Outputs, padded))).ToArray();
        _store.Allocate();

        var random = new Random(seed);
        for (int i = 0; i < weights.Length; i++)
        {
            var a = new Parameter(weights[i].Name + ".lora_a", (GgmlTensor*)tensors[i].Item1);
            var b = new Parameter(weights[i].Name + ".lora_b", (GgmlTensor*)tensors[i].Item2);
            float bound = 1f / MathF.Sqrt(weights[i].Inputs); // kaiming_uniform with a = √5
            foreach (ref float value in a.Values.AsSpan(0, weights[i].Inputs * rank))
                value = bound * (2f * random.NextSingle() - 1f);
            _pairs.Add(weights[i], new LoraPair(weights[i].Name, a, b));
        }
    }

    public int Rank { get; }

    public float Scale { get; }

    public IReadOnlyCollection<LoraPair> Pairs => _pairs.Values;

    public IEnumerable<Parameter> Parameters => _pairs.Values.SelectMany(pair => new[] { pair.A, pair.B });

    /// <summary>Bytes of its values, as graphs read them and as they are changed, and of their gradients and moments.</summary>
    public long Size => _store.Size + 4 * sizeof(float) * Parameters.Sum(p => (long)p.Values.Length);

    public LoraPair On(Weight weight) => _pairs[weight];

    public void Dispose() => _store.Dispose();
}
