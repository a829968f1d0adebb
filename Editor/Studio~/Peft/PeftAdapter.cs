using System.Text.Json;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Storage;
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
        AtomicFile.WriteText(Path.Combine(folder, ConfigName), JsonSerializer.Serialize(
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
        var (rank, alpha) = ReadScale(Path.Combine(folder, ConfigName));
        GgufWriter writer = new GgufWriter()
            .Set("general.architecture", basis.Text("general.architecture"))
            .Set("general.type", "adapter")
            .Set("adapter.type", "lora")
            .Set("adapter.lora.alpha", (float)alpha);
        string weights = Path.Combine(folder, WeightsName);
        var tensors = SafeTensors.Read(weights);
        var seen = new HashSet<string>();
        foreach (var (name, (shape, values)) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            string gguf = PeftModules.ToGguf(name)
                ?? throw new OjousamaException($"The adapter in {folder} is on '{name}', which is neither attention nor feed-forward of the language model", "Train it on those only");
            if (!seen.Add(gguf))
                throw new OjousamaException($"The adapter in {folder} changes '{gguf}' twice, the second time by '{name}'", "Export one adapter only");
            CheckMatrix(weights, name, shape, values);
            long its = gguf.EndsWith('a') ? shape[0] : shape[1];
            if (its != rank)
                throw new OjousamaException($"{weights}: '{name}' has the rank {its}, but {ConfigName} says {rank}", "Name the folder whose configuration and weights belong together");
            int heads = PeftModules.PermutedHeads(gguf, basis);
            float[] rows = heads > 0 ? PeftModules.Permute(values, (int)shape[1], heads, toGguf: true) : values;
            writer.AddHalves(gguf, [shape[1], shape[0]], i => rows[i]);
        }

        writer.Write(output, written => CheckFits(written, basis, folder));
        return tensors.Count;
    }

    static void CheckFits(string written, GgufFile basis, string folder)
    {
        try
        {
            ModelCheck.Adapter(GgufFile.Read(written), basis);
        }
        catch (OjousamaException e)
        {
            throw new OjousamaException(e.Problem.Replace(written, folder, StringComparison.Ordinal), e.Remedy, e); // the file that was checked is gone
        }
    }

    /// <summary>What a GGUF of 16-bit floats can hold, and a GPU multiply.</summary>
    static void CheckMatrix(string path, string name, long[] shape, float[] values)
    {
        if (shape is not [> 0, > 0])
            throw new OjousamaException($"{path}: '{name}' has the shape [{string.Join(", ", shape)}], but a LoRA's halves are matrices", "Save the adapter again with PEFT's save_pretrained");
        int at = Array.FindIndex(values, value => !Half.IsFinite((Half)value));
        if (at < 0)
            return;
        throw new OjousamaException(
            float.IsFinite(values[at])
                ? $"{path}: '{name}' holds {values[at]:G6}, more than 16 bits can (65504)"
                : $"{path}: '{name}' holds values that are no numbers",
            "Its training went astray: take an earlier checkpoint, or train it with a lower learning rate");
    }

    /// <summary>The rank, and alpha as the runtime takes it, which divides by the rank and never by its root.</summary>
    static (double Rank, double Alpha) ReadScale(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement config = document.RootElement;
            foreach (string trait in (string[])["use_dora", "use_qalora", "use_bdlora", "lora_bias", "fan_in_fan_out", "modules_to_save", "target_parameters", "trainable_token_indices",
                "rank_pattern", "alpha_pattern", "layer_replication", "alora_invocation_tokens", "arrow_config"])
            {
                if (config.TryGetProperty(trait, out JsonElement value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && value.GetRawText() is not ("{}" or "[]"))
                    throw new OjousamaException($"{path} uses {trait}, which a plain LoRA cannot hold", "Train the adapter without it");
            }

            CheckStart(path, config);
            double rank = config.GetProperty("r").GetDouble(), alpha = config.GetProperty("lora_alpha").GetDouble();
            if (rank < 1 || !float.IsFinite((float)alpha) || (float)alpha == 0) // llama.cpp takes 0 for “not said”
                throw new OjousamaException($"{path} has the rank {rank} and lora_alpha {alpha}", "Copy the configuration again");
            bool isStabilized = config.TryGetProperty("use_rslora", out JsonElement stabilized) && stabilized.ValueKind != JsonValueKind.Null && stabilized.GetBoolean();
            return (rank, isStabilized ? alpha * Math.Sqrt(rank) : alpha);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new OjousamaException($"{path} is no configuration of a LoRA: {e.Message.TrimEnd('.')}", "Name the folder that holds it and the adapter's weights", e);
        }
    }

    /// <summary>Some ways to begin take the adapter's start out of the base weights: it then fits that changed base, and no GGUF of the original.</summary>
    static void CheckStart(string path, JsonElement config)
    {
        if (!config.TryGetProperty("init_lora_weights", out JsonElement start))
            return;
        bool isHarmless = start.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null
            || (start.ValueKind == JsonValueKind.String && start.GetString()!.ToLowerInvariant() is "gaussian" or "orthogonal" or "eva" or "true" or "false");
        if (!isHarmless)
            throw new OjousamaException(
                $"{path} begins with init_lora_weights {start.GetRawText()}, which changes the base model's weights too",
                "Save it with PEFT's path_initial_model_for_weight_conversion, which makes a plain LoRA of it, or train with init_lora_weights=True");
    }
}
