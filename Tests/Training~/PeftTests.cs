using System.Text.Json;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Peft;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

public sealed class PeftTests
{
    [Test]
    public void An_adapter_comes_back_from_PEFT_as_it_went([Values("gemma3", "llama")] string architecture)
    {
        using var folder = new TemporaryFolder();
        Write(folder, architecture);
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["b.gguf"]);
        int[] tokens = ParityTests.Tokens(24);
        Assert.That(
            LlamaReference.Distance(
                LlamaReference.Logits(folder["tiny.gguf"], tokens, folder["b.gguf"]), LlamaReference.Logits(folder["tiny.gguf"], tokens, folder["a.gguf"])),
            Is.Zero);
    }

    [Test]
    public void Tensors_have_PEFTs_names_and_shapes()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        var tensors = SafeTensors.Read(folder["peft/adapter_model.safetensors"]);
        using JsonDocument config = JsonDocument.Parse(File.ReadAllText(folder["peft/adapter_config.json"]));
        Assert.Multiple(() =>
        {
            Assert.That(tensors, Has.Count.EqualTo(3 * 7 * 2));
            Assert.That(tensors["base_model.model.model.layers.2.self_attn.o_proj.lora_A.weight"].Shape, Is.EqualTo(new long[] { 5, 128 }));
            Assert.That(tensors["base_model.model.model.layers.0.mlp.down_proj.lora_B.weight"].Shape, Is.EqualTo(new long[] { 64, 5 }));
            Assert.That(config.RootElement.GetProperty("r").GetInt32(), Is.EqualTo(5));
            Assert.That(config.RootElement.GetProperty("lora_alpha").GetDouble(), Is.EqualTo(10).Within(1e-5));
        });
    }

    [Test]
    public void Rows_of_llamas_heads_go_to_the_order_of_neighbouring_pairs()
    {
        float[] rows = [0, 1, 2, 3, 4, 5, 6, 7]; // two heads of four rows, rank 1
        float[] gguf = PeftModules.Permute(rows, rank: 1, heads: 2, toGguf: true);
        Assert.That(gguf, Is.EqualTo(new float[] { 0, 2, 1, 3, 4, 6, 5, 7 }));
        Assert.That(PeftModules.Permute(gguf, rank: 1, heads: 2, toGguf: false), Is.EqualTo(rows));
    }

    [Test]
    public void Rank_stabilised_alpha_is_turned_into_plain_alpha()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        string config = folder["peft/adapter_config.json"];
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"use_rslora\": false", "\"use_rslora\": true"));
        PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["b.gguf"]);
        double alpha = Ojousama.Gguf.GgufFile.Read(folder["b.gguf"]).Values["adapter.lora.alpha"].Number;
        Assert.That(alpha, Is.EqualTo(10 * Math.Sqrt(5)).Within(1e-4));
    }

    [Test]
    public void What_a_plain_LoRA_cannot_hold_is_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        string config = folder["peft/adapter_config.json"];
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"bias\"", "\"use_dora\": true, \"bias\""));
        Assert.That(
            () => PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["b.gguf"]),
            Throws.TypeOf<OjousamaException>().With.Message.Contains("use_dora"));
    }

    [Test]
    public void A_cut_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        string weights = folder["peft/adapter_model.safetensors"];
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^100]);
        Assert.That(() => SafeTensors.Read(weights), Throws.TypeOf<OjousamaException>().With.Message.Contains("outside"));
    }

    [Test]
    public void Only_what_fits_a_plain_LoRA_on_the_GGUF_is_taken([Values("\"pissa\"", "\"pissa_niter_16\"", "\"olora\"", "\"corda\"", "\"loftq\"")] string start)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        string config = folder["peft/adapter_config.json"], sound = File.ReadAllText(config);
        File.WriteAllText(config, sound.Replace("\"bias\"", $"\"init_lora_weights\": {start}, \"bias\""));
        Assert.That(
            () => PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["b.gguf"]),
            Throws.TypeOf<OjousamaException>().With.Message.Contains("init_lora_weights " + start));

        foreach (string harmless in (string[])["true", "\"gaussian\"", "null"])
        {
            File.WriteAllText(config, sound.Replace("\"bias\"", $"\"init_lora_weights\": {harmless}, \"bias\""));
            Assert.That(() => PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["b.gguf"]), Throws.Nothing);
        }
    }

    [TestCase("\"lora_alpha\": 10", "\"lora_alpha\": 0", "lora_alpha 0")]
    [TestCase("\"lora_alpha\": 10", "\"lora_alpha\": 1e999", "lora_alpha")]
    [TestCase("\"lora_alpha\": 10", "\"lora_alpha\": \"10\"", "no configuration")]
    [TestCase("\"r\": 5", "\"r\": 10", "rank 5")]
    [TestCase("\"r\": 5", "\"r\": 1e999", "rank")]
    [TestCase("\"use_rslora\": false", "\"use_rslora\": \"yes\"", "no configuration")]
    [TestCase("\"bias\"", "\"use_dora\": true, \"bias\"", "use_dora")]
    [TestCase("\"bias\"", "\"rank_pattern\": { \"q_proj\": 4 }, \"bias\"", "rank_pattern")]
    [TestCase("\"bias\"", "\"modules_to_save\": [\"lm_head\"], \"bias\"", "modules_to_save")]
    public void A_configuration_that_would_scale_otherwise_is_refused(string sound, string broken, string problem)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        string config = folder["peft/adapter_config.json"], text = File.ReadAllText(config);
        Assert.That(text, Does.Contain(sound));
        File.WriteAllText(config, text.Replace(sound, broken));
        Assert.That(
            () => PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["b.gguf"]), Throws.TypeOf<OjousamaException>().With.Message.Contains(problem));
    }

    [TestCase("nan", "no numbers")]
    [TestCase("infinite", "no numbers")]
    [TestCase("large", "70000")]
    [TestCase("flat", "shape [")]
    [TestCase("empty", "shape [0, 5]")]
    [TestCase("cube", "shape [1, ")]
    [TestCase("half", "no other half")]
    [TestCase("nothing", "no weights")]
    [TestCase("rank", "says 5")]
    [TestCase("vision", "vision_tower")]
    [TestCase("twice", "twice")]
    [TestCase("foreign", "does not fit")]
    public void A_refused_import_leaves_the_adapter_that_was_there(string fault, string problem)
    {
        using var folder = new TemporaryFolder();
        Write(folder, "gemma3");
        PeftAdapter.Export(folder["a.gguf"], folder["tiny.gguf"], folder["peft"]);
        PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["keep.gguf"]);
        byte[] kept = File.ReadAllBytes(folder["keep.gguf"]);
        Spoil(folder["peft/adapter_model.safetensors"], fault);

        var refused = Assert.Throws<OjousamaException>(() => PeftAdapter.Import(folder["peft"], folder["tiny.gguf"], folder["keep.gguf"]))!;

        Assert.That(refused.Message, Does.Contain(problem).And.Not.Contain(".tmp"));
        Assert.That(File.ReadAllBytes(folder["keep.gguf"]), Is.EqualTo(kept));
        Assert.That(Directory.GetFiles(folder["."], "*.tmp"), Is.Empty);
    }

    [Test]
    public void An_adapter_in_GGUF_is_looked_through_before_native_code_sees_it([Values(float.NaN, float.NegativeInfinity)] float value)
    {
        using var folder = new TemporaryFolder();
        new GgufWriter().Set("general.type", "adapter").Add("x.lora_a", [40_000], [.. Enumerable.Repeat(1f, 39_999), value]).Write(folder["f32.gguf"]);
        new GgufWriter().Set("general.type", "adapter").AddHalves("x.lora_a", [7], i => i == 6 ? value : i).Write(folder["f16.gguf"]);
        new GgufWriter().Set("general.type", "adapter").AddHalves("x.lora_a", [7], i => i).Write(folder["sound.gguf"]);

        foreach (string file in (string[])["f32.gguf", "f16.gguf"])
            Assert.That(() => AdapterValues.Check(GgufFile.Read(folder[file])), Throws.TypeOf<OjousamaException>().With.Message.Contains("x.lora_a"));
        Assert.That(() => AdapterValues.Check(GgufFile.Read(folder["sound.gguf"])), Throws.Nothing);
    }

    static void Spoil(string path, string fault)
    {
        const string Name = "base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight";
        var tensors = SafeTensors.Read(path).Select(t => (Name: t.Key, t.Value.Shape, t.Value.Values)).ToList();
        int at = tensors.FindIndex(t => t.Name == Name);
        var (name, shape, values) = tensors[at];
        values = (float[])values.Clone();
        if (fault is "nan" or "infinite" or "large")
            values[3] = fault == "nan" ? float.NaN : fault == "infinite" ? float.PositiveInfinity : 70_000;
        if (fault == "flat")
            shape = [values.Length];
        if (fault == "empty")
            (shape, values) = ([0, 5], []);
        if (fault == "foreign")
            (shape, values) = ([2 * shape[0], shape[1]], [.. values, .. values]);
        if (fault == "cube")
            shape = [1, .. shape];
        if (fault == "rank")
            shape = [shape[0] / 2, shape[1] * 2];
        tensors[at] = (name, shape, values);
        if (fault == "half")
            tensors.RemoveAt(at);
        if (fault == "nothing")
            tensors.Clear();
        if (fault == "vision")
            tensors.Add(("base_model.model.vision_tower.vision_model.encoder.layers.0.self_attn.q_proj.lora_A.weight", [5, 8], new float[40]));
        if (fault == "twice")
            tensors.Add((name.Replace("lora_B.", "lora_B.default."), shape, values));
        SafeTensors.Write(path, tensors);
    }

    static void Write(TemporaryFolder folder, string architecture)
    {
        TinyModel.Write(folder["tiny.gguf"], architecture, GgmlType.F32);
        using var model = new BaseModel(folder["tiny.gguf"]);
        using LoraAdapter adapter = ParityTests.RandomAdapter(model, rank: 5);
        AdapterFile.Write(folder["a.gguf"], architecture, adapter, new Dictionary<string, string>());
    }
}
