using System.Security.Cryptography;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;

namespace Ojousama.Studio.Training.Lora;

/// <summary>An adapter whose values training starts from, in the place of fresh ones.</summary>
/// <remarks>Holds the header only; the values are read when they are copied. Immutable.</remarks>
internal sealed class AdapterStart
{
    const string A = ".lora_a", B = ".lora_b";

    readonly GgufFile _file;
    readonly float _alpha; // 0 for none: llama.cpp then multiplies by 1

    /// <param name="path">Of the adapter, in GGUF.</param>
    /// <param name="model">Path of the base model.</param>
    /// <exception cref="OjousamaException">The file is missing or unsound, or is no adapter for this model.</exception>
    public AdapterStart(string path, string model)
    {
        _file = GgufFile.Read(path);
        ModelCheck.Adapter(_file, GgufFile.Read(model));
        _alpha = _file.Values.TryGetValue("adapter.lora.alpha", out GgufValue alpha) ? (float)alpha.Number : 0;
        Rank = (int)_file.Tensors.Values.Where(t => t.Name.EndsWith(B, StringComparison.Ordinal)).Max(t => t.Shape[0]);
        using FileStream bytes = File.OpenRead(path);
        Hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    public string Path => _file.Path;

    /// <summary>The highest rank of its pairs.</summary>
    public int Rank { get; }

    /// <summary>The alpha with which nothing needs to be scaled.</summary>
    public float Alpha => _alpha == 0 ? Rank : _alpha;

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <param name="hash">Of the base model's file, as <see cref="Hash"/>.</param>
    /// <exception cref="OjousamaException">The adapter says that it was trained on another. One that says nothing, as from PEFT, may be for any of its shape.</exception>
    public void RequireBase(string hash)
    {
        if (_file.Text(AdapterFile.BaseKey) is { Length: > 0 } trained && trained != hash)
            throw new OjousamaException(
                $"The adapter {Path} was trained on another base model, whose SHA-256 begins with {trained[..Math.Min(12, trained.Length)]}",
                "Name that model by --model, or train without --from");
    }

    /// <summary>
    /// Gives an adapter of the same <see cref="Rank"/> this one's values. B is scaled so that the product counts as before;
    /// what the file lacks, pairs or rows of A, stays fresh.
    /// </summary>
    /// <exception cref="OjousamaException">The file changes matrices that are not trained, or holds values that are no numbers.</exception>
    public void CopyTo(LoraAdapter adapter)
    {
        Dictionary<string, LoraPair> pairs = adapter.Pairs.ToDictionary(pair => pair.Weight);
        using var data = new GgufData(_file);
        foreach (GgufTensor a in _file.Tensors.Values.Where(t => t.Name.EndsWith(A, StringComparison.Ordinal)))
        {
            string name = a.Name[..^A.Length];
            if (!pairs.TryGetValue(name, out LoraPair? pair))
                throw new OjousamaException($"The adapter {Path} changes '{name}', which is not trained here", "Start from an adapter on attention and feed-forward only");
            float[] down = data.Floats(a), up = data.Floats(_file.Tensors[name + B]);
            if (!Array.TrueForAll(down, float.IsFinite) || !Array.TrueForAll(up, float.IsFinite))
                throw ModelCheck.Unsound(_file, $"its values for '{name}' are no numbers");
            int rank = (int)a.Shape[1], outputs = up.Length / rank;
            float scale = (_alpha == 0 ? 1 : _alpha / rank) / adapter.Scale;
            down.CopyTo(pair.A.Values);
            for (int r = 0; r < rank; r++)
            {
                for (int i = 0; i < outputs; i++)
                    pair.B.Values[r * outputs + i] = scale * up[i * rank + r];
            }
        }
    }
}
