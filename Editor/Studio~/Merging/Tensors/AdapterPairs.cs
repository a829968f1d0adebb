using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;

namespace Ojousama.Studio.Merging.Tensors;

/// <summary>The pairs of a LoRA adapter in GGUF, in memory, by the names of the matrices they stand on.</summary>
internal sealed class AdapterPairs
{
    const string A = ".lora_a", B = ".lora_b", Table = "token_embd.weight";

    /// <param name="path">Of the adapter.</param>
    /// <param name="model">The header of its base model.</param>
    /// <exception cref="OjousamaException">It is no sound adapter for that model.</exception>
    public AdapterPairs(string path, GgufFile model)
    {
        File = GgufFile.Read(path);
        ModelCheck.Adapter(File, model);
        AdapterValues.Check(File);
        double alpha = File.Values.TryGetValue("adapter.lora.alpha", out GgufValue value) ? value.Number : 0;
        var pairs = new Dictionary<string, LowRankPair>();
        using var data = new GgufData(File);
        foreach (GgufTensor a in File.Tensors.Values)
        {
            if (!a.Name.EndsWith(A, StringComparison.Ordinal))
                continue;
            string name = a.Name[..^A.Length];
            if (name.EndsWith(Table, StringComparison.Ordinal))
                throw new OjousamaException($"The adapter {path} changes the table of tokens, which is not merged here", "Train it without the table");
            int rank = (int)a.Shape[1];
            float scale = (float)(alpha == 0 ? 1 : alpha / rank); // llama.cpp's rule
            pairs[name] = new LowRankPair(data.Floats(a), data.Floats(File.Tensors[name + B]), rank, scale);
        }

        if (File.Tensors.Count > 2 * pairs.Count)
            throw new OjousamaException($"The adapter {path} holds more than pairs of matrices", "Train it without changed norms");
        Pairs = pairs;
    }

    public GgufFile File { get; }

    public IReadOnlyDictionary<string, LowRankPair> Pairs { get; }
}
