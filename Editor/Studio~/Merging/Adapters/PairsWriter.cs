using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Adapters;

/// <summary>Writes pairs as an adapter that llama.cpp loads, usually in 16 bits as the trainer does.</summary>
internal static class PairsWriter
{
    /// <param name="path">Of the file; one that is there is replaced once the new one is whole and was found sound.</param>
    /// <param name="model">The base model's header.</param>
    /// <param name="pairs">By matrix, of scale 1.</param>
    /// <param name="metadata">Texts that tell where it came from, by key.</param>
    /// <param name="inFull">In 32 bits: twice the size, and nothing rounded.</param>
    /// <exception cref="OjousamaException">A value is more than 16 bits hold, or the file cannot be written.</exception>
    public static void Write(string path, GgufFile model, IReadOnlyDictionary<string, LowRankPair> pairs, IReadOnlyDictionary<string, string> metadata, bool inFull = false)
    {
        int[] ranks = [.. pairs.Values.Select(pair => pair.Rank).Distinct()];
        GgufWriter writer = new GgufWriter()
            .Set("general.architecture", model.Text("general.architecture"))
            .Set("general.type", "adapter")
            .Set("adapter.type", "lora")
            .Set("adapter.lora.alpha", ranks.Length == 1 ? ranks[0] : 0f); // llama.cpp divides by each pair's rank, but for 0
        foreach (var (key, value) in metadata)
            writer.Set(key, value);
        foreach (var (name, pair) in pairs)
        {
            Add(name + ".lora_a", [pair.Inputs, pair.Rank], pair.A);
            Add(name + ".lora_b", [pair.Rank, pair.Outputs], pair.B);
        }

        writer.Write(path, written => ModelCheck.Adapter(GgufFile.Read(written), model));

        void Add(string name, long[] shape, float[] values)
        {
            int at = Array.FindIndex(values, value => inFull ? !float.IsFinite(value) : !Half.IsFinite((Half)value));
            if (at >= 0)
                throw new OjousamaException($"The merge gives {values[at]} for the adapter's '{name}', which {(inFull ? "32" : "16")} bits cannot hold", "Give weights that are less large");
            if (inFull)
                writer.Add(name, shape, values);
            else
                writer.AddHalves(name, shape, i => values[i]);
        }
    }
}
