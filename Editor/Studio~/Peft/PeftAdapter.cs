using System.Text.Json;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;

namespace Ojousama.Studio.Peft;

/// <summary>Adapters between this project's form (GGUF) and PEFT's: a folder of <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
internal static class PeftAdapter
{
    const string ConfigName = "adapter_config.json";
    const string WeightsName = "adapter_model.safetensors";

    /// <summary>Writes a GGUF adapter as PEFT has it.</summary>
    /// <param name="adapter">Path of the adapter.</param>
    /// <param name="model">Path of its base model, whose heads tell the order of rows.</param>
    /// <param name="folder">Made if it is not there.</param>
    /// <returns>Tensors written.</returns>
    /// <exception cref="OjousamaException">The adapter does not fit the model, or is on a matrix that PEFT does not have.</exception>
    public static int Export(string adapter, string model, string folder)
    {
        GgufFile file = GgufFile.Read(adapter), basis = GgufFile.Read(model);
        ModelCheck.Adapter(file, basis);
        using var data = new GgufData(file);
        var tensors = new List<(string Name, long[] Shape, float[] Values)>();
        foreach (GgufTensor tensor in file.Tensors.Values)
        {
            string name = PeftModules.ToPeft(tensor.Name)
                ?? throw new OjousamaException($"{adapter} is on '{tensor.Name}', for which PEFT has no name that is known here", "Export an adapter that is on attention and feed-forward only");
            float[] values = data.Floats(tensor);
            int heads = PeftModules.PermutedHeads(tensor.Name, basis);
            tensors.Add((name, [tensor.Shape[1], tensor.Shape[0]], heads > 0 ? PeftModules.Permute(values, (int)tensor.Shape[0], heads, toGguf: false) : values));
        }

        long rank = file.Tensors.Values.First(t => t.Name.EndsWith(".lora_a", StringComparison.Ordinal)).Shape[1];
        double alpha = file.Values.TryGetValue("adapter.lora.alpha", out GgufValue value) && value.Number > 0 ? value.Number : rank;
        Directory.CreateDirectory(folder);
        SafeTensors.Write(Path.Combine(folder, WeightsName), tensors);
        File.WriteAllText(Path.Combine(folder, ConfigName), JsonSerializer.Serialize(
            new
            {
                peft_type = "LORA", task_type = "CAUSAL_LM", r = rank, lora_alpha = alpha, lora_dropout = 0.0, bias = "none", use_rslora = false,
                fan_in_fan_out = false, inference_mode = true, base_model_name_or_path = basis.Text("general.name"),
                target_modules = tensors.Select(t => PeftModules.Target(t.Name)).Distinct().ToArray(),
            },
            new JsonSerializerOptions { WriteIndented = true }));
        return tensors.Count;
    }

    /// <summary>Writes a PEFT adapter as GGUF.</summary>
    /// <param name="folder">Holds both files.</param>
    /// <param name="model">Path of the GGUF of the very model it was trained on.</param>
    /// <param name="output">Path of the adapter.</param>
    /// <returns>Tensors written.</returns>
    /// <exception cref="OjousamaException">The adapter is of a kind that a plain LoRA cannot hold, or does not fit the model.</exception>
    public static int Import(string folder, string model, string output)
    {
        GgufFile basis = GgufFile.Read(model);
        double alpha = ReadAlpha(Path.Combine(folder, ConfigName));
        GgufWriter writer = new GgufWriter()
            .Set("general.architecture", basis.Text("general.architecture"))
            .Set("general.type", "adapter")
            .Set("adapter.type", "lora")
            .Set("adapter.lora.alpha", (float)alpha);
        var tensors = SafeTensors.Read(Path.Combine(folder, WeightsName));
        foreach (var (name, (shape, values)) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            string gguf = PeftModules.ToGguf(name)
                ?? throw new OjousamaException($"The adapter in {folder} is on '{name}', which is neither attention nor feed-forward", "Train it on those only");
            int heads = PeftModules.PermutedHeads(gguf, basis);
            float[] rows = heads > 0 ? PeftModules.Permute(values, (int)shape[1], heads, toGguf: true) : values;
            writer.AddHalves(gguf, [shape[1], shape[0]], i => rows[i]);
        }

        writer.Write(output);
        try
        {
            ModelCheck.Adapter(GgufFile.Read(output), basis);
        }
        catch (OjousamaException)
        {
            File.Delete(output);
            throw;
        }

        return tensors.Count;
    }

    /// <summary>Alpha as the runtime takes it, which divides by the rank and never by its root.</summary>
    static double ReadAlpha(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement config = document.RootElement;
            foreach (string trait in (string[])["use_dora", "modules_to_save", "rank_pattern", "alpha_pattern", "layer_replication"])
            {
                if (config.TryGetProperty(trait, out JsonElement value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && value.GetRawText() is not ("{}" or "[]"))
                    throw new OjousamaException($"{path} uses {trait}, which a plain LoRA cannot hold", "Train the adapter without it");
            }

            double rank = config.GetProperty("r").GetDouble(), alpha = config.GetProperty("lora_alpha").GetDouble();
            bool isStabilized = config.TryGetProperty("use_rslora", out JsonElement stabilized) && stabilized.ValueKind == JsonValueKind.True;
            return isStabilized ? alpha * Math.Sqrt(rank) : alpha;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new OjousamaException($"{path} is no configuration of a LoRA: {e.Message.TrimEnd('.')}", "Name the folder that holds it and the adapter's weights", e);
        }
    }
}
