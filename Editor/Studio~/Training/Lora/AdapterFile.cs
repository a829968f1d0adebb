using Ojousama.Studio.Gguf;

namespace Ojousama.Studio.Training.Lora;

/// <summary>Writes an adapter as llama.cpp loads it.</summary>
/// <remarks>As 16-bit floats: half the download, and what they round away is a hundredth of what the base's quantisation does to the logits.</remarks>
internal static class AdapterFile
{
    /// <summary>The metadata that names the base model's SHA-256.</summary>
    public const string BaseKey = "ojousama.base.sha256";

    /// <param name="path">Of the file; one that is there is replaced.</param>
    /// <param name="architecture">The base model's.</param>
    /// <param name="adapter">What is written.</param>
    /// <param name="metadata">Texts that tell where it came from, by key.</param>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, string architecture, LoraAdapter adapter, IReadOnlyDictionary<string, string> metadata)
    {
        GgufWriter writer = new GgufWriter()
            .Set("general.architecture", architecture)
            .Set("general.type", "adapter")
            .Set("adapter.type", "lora")
            .Set("adapter.lora.alpha", adapter.Scale * adapter.Rank); // the runtime's scale is alpha ÷ rank, whatever made ours
        foreach (var (key, value) in metadata)
            writer.Set(key, value);

        foreach (LoraPair pair in adapter.Pairs)
        {
            int rank = adapter.Rank, inputs = pair.A.Values.Length / (int)pair.PaddedRank, outputs = pair.B.Values.Length / (int)pair.PaddedRank;
            writer.AddHalves(pair.A.Name, [inputs, rank], pair.A.Values[..(inputs * rank)]);
            writer.AddHalves(pair.B.Name, [rank, outputs], Transposed(pair.B.Values, outputs, rank));
        }

        writer.Write(path);
    }

    /// <summary>[outputs, rank] to [rank, outputs].</summary>
    static float[] Transposed(ReadOnlySpan<float> values, int outputs, int rank)
    {
        float[] to = new float[outputs * rank];
        for (int r = 0; r < rank; r++)
        {
            for (int i = 0; i < outputs; i++)
                to[i * rank + r] = values[r * outputs + i];
        }

        return to;
    }
}
