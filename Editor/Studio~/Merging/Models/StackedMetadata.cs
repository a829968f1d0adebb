using System.Buffers.Binary;
using Ojousama.Gguf;
using Ojousama.Studio.Gguf;

namespace Ojousama.Studio.Merging.Models;

/// <summary>The metadata of a model whose layers are taken from other places of a like one.</summary>
internal static class StackedMetadata
{
    const string Pattern = ".attention.sliding_window_pattern";
    const int ArrayHead = sizeof(uint) + sizeof(ulong);

    // Every how many layers one sees all, where the file does not say: llama.cpp's.
    static readonly Dictionary<string, int> s_periods = new() { ["gemma2"] = 2, ["gemma3"] = 6 };

    /// <param name="form">The model's header.</param>
    /// <param name="layers">Which of its layers each new one is like.</param>
    /// <exception cref="OjousamaException">The architecture cannot say what the layers are.</exception>
    public static IEnumerable<GgufEntry> Of(GgufFile form, IReadOnlyList<int> layers)
    {
        string architecture = form.Text("general.architecture");
        int old = (int)form.Values[architecture + ".block_count"].Number;
        bool isStacked = !layers.SequenceEqual(Enumerable.Range(0, old));
        if (isStacked)
            CheckWindows(form, architecture, layers);
        foreach (GgufEntry entry in GgufMetadata.Read(form.Path))
        {
            if (entry.Key == "general.alignment") // the writer has its own
                continue;
            if (!isStacked)
                yield return entry;
            else if (entry.Key == architecture + ".block_count")
                yield return entry with { Bytes = BitConverter.GetBytes(layers.Count) };
            else
                yield return IsByLayer(entry, architecture, old) ? Picked(entry, layers) : entry;
        }
    }

    /// <summary>A layer with a window must stay one, or the model reads what it was not taught to.</summary>
    static void CheckWindows(GgufFile form, string architecture, IReadOnlyList<int> layers)
    {
        foreach (string key in (string[])[".attention.shared_kv_layers", ".nextn_predict_layers", ".full_attention_interval", ".leading_dense_block_count"])
        {
            if (form.Values.TryGetValue(architecture + key, out GgufValue value) && value.Number > 0)
                throw new OjousamaException($"{form.Path} tells its layers apart by '{architecture}{key}', which a stack of layers cannot keep", "Merge it without slices of layers");
        }

        if (!form.Values.TryGetValue(architecture + ".attention.sliding_window", out GgufValue window) || window.Number == 0)
            return;
        bool isTold = form.Values.TryGetValue(architecture + Pattern, out GgufValue pattern);
        int period = isTold && pattern.Type != GgufType.Array ? (int)pattern.Number : s_periods.GetValueOrDefault(architecture);
        if (period == 0)
            return;
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i] % period == period - 1 != (i % period == period - 1))
                throw new OjousamaException(
                    $"Layer {layers[i]} would become layer {i}, but in '{architecture}' the last of every {period} layers looks back without a window, and only one of those two is such a layer",
                    $"Cut the slices so that layers move by multiples of {period}");
        }
    }

    static bool IsByLayer(GgufEntry entry, string architecture, int layers) =>
        entry.Type == GgufType.Array && entry.Key.StartsWith(architecture + ".", StringComparison.Ordinal)
        && BinaryPrimitives.ReadUInt64LittleEndian(entry.Bytes.AsSpan(sizeof(uint))) == (ulong)layers && (entry.Bytes.Length - ArrayHead) % layers == 0;

    static GgufEntry Picked(GgufEntry entry, IReadOnlyList<int> layers)
    {
        int old = (int)BinaryPrimitives.ReadUInt64LittleEndian(entry.Bytes.AsSpan(sizeof(uint))), size = (entry.Bytes.Length - ArrayHead) / old;
        byte[] bytes = new byte[ArrayHead + layers.Count * size];
        entry.Bytes.AsSpan(0, sizeof(uint)).CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(sizeof(uint)), (ulong)layers.Count);
        for (int i = 0; i < layers.Count; i++)
            entry.Bytes.AsSpan(ArrayHead + layers[i] * size, size).CopyTo(bytes.AsSpan(ArrayHead + i * size));
        return entry with { Bytes = bytes };
    }
}
