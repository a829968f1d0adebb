using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Gguf;
using Ojousama.Tests.Saving;
using Ojousama.Tests.Studio;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Merging;

/// <summary>A folder with tiny models and adapters to merge.</summary>
internal sealed class MergeFolder : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string this[string name] => _folder[name];

    /// <summary>A tiny model, every second one with other weights under the same names.</summary>
    public string Model(string name, string architecture = "gemma3", GgmlType type = GgmlType.F32, int seed = 0)
    {
        TinyModel.Write(this[name], architecture, type);
        if (seed == 0)
            return this[name];

        GgufFile file = GgufFile.Read(this[name]);
        var writer = new GgufWriter();
        foreach (GgufEntry entry in GgufMetadata.Read(this[name]))
            writer.Set(entry);
        using (var data = new GgufData(file))
        {
            var random = new Random(seed);
            foreach (GgufTensor tensor in file.Tensors.Values)
            {
                float[] values = data.Floats(tensor);
                for (int i = 0; i < values.Length; i++)
                    values[i] += 0.02f * (random.NextSingle() - 0.5f);
                long[] shape = tensor.Shape[1] > 1 ? tensor.Shape[..2] : tensor.Shape[..1];
                writer.Add(tensor.Name, tensor.Type, shape, Quantizer.Encode((GgmlType)tensor.Type, values, (int)tensor.Shape[0]));
            }
        }

        writer.Write(this[name]);
        return this[name];
    }

    /// <summary>An adapter on all seven matrices of a tiny Gemma 3.</summary>
    public string Adapter(string name, string model, int seed, int rank = 4, float alpha = 6, string type = "F16")
    {
        GgufFile file = GgufFile.Read(model);
        GgufWriter writer = new GgufWriter().Set("general.architecture", file.Text("general.architecture")).Set("general.type", "adapter")
            .Set("adapter.type", "lora").Set("adapter.lora.alpha", alpha);
        var random = new Random(seed);
        foreach (GgufTensor tensor in file.Tensors.Values.Where(t => t.Name.StartsWith("blk.") && t.Shape[1] > 1))
        {
            Add(tensor.Name + ".lora_a", [tensor.Shape[0], rank]);
            Add(tensor.Name + ".lora_b", [rank, tensor.Shape[1]]);
        }

        writer.Write(this[name]);
        return this[name];

        void Add(string tensor, long[] shape)
        {
            float[] values = [.. Enumerable.Range(0, (int)(shape[0] * shape[1])).Select(_ => (float)(Half)(0.3f * (random.NextSingle() - 0.5f)))];
            if (type == "F32")
                writer.Add(tensor, shape, values);
            else
                writer.AddHalves(tensor, shape, i => values[i]);
        }
    }

    public string Recipe(string yaml)
    {
        File.WriteAllText(this["recipe.yml"], yaml);
        return this["recipe.yml"];
    }

    /// <summary>Merges by the command.</summary>
    public async Task<string> MergeAsync(string yaml, params string[] options)
    {
        StudioRun run = await StudioRun.InProcessAsync(["merge", "--recipe", Recipe(yaml), "--out", this["merged.gguf"], .. options]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return this["merged.gguf"];
    }

    /// <summary>All values of a model by tensor.</summary>
    public static Dictionary<string, float[]> Values(string path)
    {
        GgufFile file = GgufFile.Read(path);
        using var data = new GgufData(file);
        return file.Tensors.Values.ToDictionary(t => t.Name, data.Floats);
    }

    public void Dispose() => _folder.Dispose();
}
