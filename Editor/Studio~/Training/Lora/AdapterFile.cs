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
            float[] a = pair.A.Values, b = pair.B.Values;
            int rank = adapter.Rank, inputs = a.Length / (int)pair.PaddedRank, outputs = b.Length / (int)pair.PaddedRank;
            writer.AddHalves(pair.A.Name, [inputs, rank], i => Checked(a[i], pair.A.Name));
            writer.AddHalves(pair.B.Name, [rank, outputs], i => Checked(b[i % rank * outputs + i / rank], pair.B.Name)); // from [outputs, rank]
        }

        writer.Write(path);
    }

    static float Checked(float value, string name) => Half.IsFinite((Half)value) ? value : throw new OjousamaException(
        $"The adapter's '{name}' holds {value}, which 16 bits cannot hold", "Train with a lower learning rate; the file that was there is untouched");
}
