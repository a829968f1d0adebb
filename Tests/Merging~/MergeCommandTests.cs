using Ojousama.Gguf;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Studio;

namespace Ojousama.Tests.Merging;

/// <summary>Recipes and their files, good and bad.</summary>
public sealed class MergeCommandTests
{
    [Test]
    public async Task One_model_of_weight_1_keeps_every_byte([Values("gemma3", "llama")] string architecture)
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf", architecture);
        string merged = await folder.MergeAsync("{merge_method: linear, models: [{model: m.gguf, parameters: {weight: 1}}]}");
        var (before, after) = (MergeFolder.Values(model), MergeFolder.Values(merged));
        Assert.That(after.Keys, Is.EquivalentTo(before.Keys));
        foreach (var (name, values) in before)
            Assert.That(after[name].Select(BitConverter.SingleToInt32Bits), Is.EqualTo(values.Select(BitConverter.SingleToInt32Bits)), name);
        Assert.That(GgufFile.Read(merged).Texts("tokenizer.ggml.tokens"), Is.EqualTo(GgufFile.Read(model).Texts("tokenizer.ggml.tokens")));
    }

    [Test]
    public async Task Quantised_models_are_merged_as_floats()
    {
        using var folder = new MergeFolder();
        string a = folder.Model("a.gguf", "gemma3", GgmlType.Q8_0), b = folder.Model("b.gguf", "gemma3", GgmlType.Q4_0, seed: 3);
        string merged = await folder.MergeAsync("{merge_method: linear, models: [{model: a.gguf, parameters: {weight: 1}}, {model: b.gguf, parameters: {weight: 3}}], dtype: float32}");
        var (first, second, mean) = (MergeFolder.Values(a), MergeFolder.Values(b), MergeFolder.Values(merged));
        foreach (var (name, values) in mean)
            Assert.That(values, Is.EqualTo(first[name].Zip(second[name], (x, y) => (x + 3 * y) / 4)).Within(1e-5), name);
    }

    [Test]
    public async Task Weights_may_differ_by_layer_and_by_kind()
    {
        using var folder = new MergeFolder();
        string a = folder.Model("a.gguf"), b = folder.Model("b.gguf", seed: 3);
        string merged = await folder.MergeAsync("""
            merge_method: slerp
            base_model: a.gguf
            models:
              - model: b.gguf
            parameters:
              t:
                - filter: self_attn
                  value: [0, 1]
                - filter: ffn_down
                  value: 1
                - value: 0
            """);
        var (first, second, mixed) = (MergeFolder.Values(a), MergeFolder.Values(b), MergeFolder.Values(merged));
        Assert.Multiple(() =>
        {
            AssertAre("blk.0.attn_q.weight", first);
            AssertAre("blk.2.attn_q.weight", second);
            AssertAre("blk.2.attn_q_norm.weight", second);
            AssertAre("blk.0.ffn_down.weight", second);
            AssertAre("blk.2.ffn_up.weight", first);
            AssertAre("token_embd.weight", first);
            Assert.That(mixed["blk.1.attn_q.weight"], Is.EqualTo(first["blk.1.attn_q.weight"].Zip(second["blk.1.attn_q.weight"], (x, y) => (x + y) / 2)).Within(1e-3));
        });

        void AssertAre(string name, Dictionary<string, float[]> of) => Assert.That(mixed[name], Is.EqualTo(of[name]).Within(1e-6), name);
    }

    [TestCase("slerp", "t: 0.5")]
    [TestCase("nuslerp", "weight: 0.5")]
    [TestCase("task_arithmetic", "weight: 0.5")]
    [TestCase("ties", "{weight: 0.5, density: 0.5}")]
    [TestCase("dare_linear", "{weight: 0.5, density: 0.5}")]
    [TestCase("dare_ties", "{weight: 0.5, density: 0.5}")]
    [TestCase("della", "{weight: 0.5, density: 0.5, epsilon: 0.1}")]
    [TestCase("della_linear", "{weight: 0.5, density: 0.5}")]
    [TestCase("breadcrumbs", "{weight: 0.5, density: 0.9, gamma: 0.01}")]
    [TestCase("breadcrumbs_ties", "{weight: 0.5, density: 0.9}")]
    [TestCase("model_stock", "")]
    [TestCase("sce", "select_topk: 0.5")]
    [TestCase("karcher", "")]
    public async Task Every_method_makes_a_model_between_its_models(string method, string parameters)
    {
        using var folder = new MergeFolder();
        folder.Model("base.gguf");
        folder.Model("a.gguf", seed: 3);
        folder.Model("b.gguf", seed: 4);
        string models = method == "slerp" ? "[{model: a.gguf}]" : "[{model: a.gguf}, {model: b.gguf}]";
        string merged = await folder.MergeAsync($"merge_method: {method}\nbase_model: base.gguf\nmodels: {models}\n{(parameters.Length > 0 ? $"parameters: {(parameters.StartsWith('{') ? parameters : $"{{{parameters}}}")}" : "")}");
        var (origin, result) = (MergeFolder.Values(folder["base.gguf"]), MergeFolder.Values(merged));
        foreach (var (name, values) in origin)
            Assert.That(result[name], Is.EqualTo(values).Within(0.1), name); // models differ from the base by at most 0.01; what is dropped is made up for
        Assert.That(result["blk.1.ffn_up.weight"], Is.Not.EqualTo(origin["blk.1.ffn_up.weight"]));
    }

    [Test]
    public async Task A_model_with_an_adapter_can_be_named()
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf");
        folder.Adapter("a.gguf", model, seed: 1);
        string merged = await folder.MergeAsync("{merge_method: task_arithmetic, base_model: m.gguf, models: [{model: m.gguf+a.gguf, parameters: {weight: 0}}]}");
        Assert.That(MergeFolder.Values(merged)["blk.0.attn_q.weight"], Is.EqualTo(MergeFolder.Values(model)["blk.0.attn_q.weight"]));
        merged = await folder.MergeAsync("{merge_method: task_arithmetic, base_model: m.gguf, models: [{model: m.gguf+a.gguf, parameters: {weight: 1}}]}");
        Assert.That(MergeFolder.Values(merged)["blk.0.attn_q.weight"], Is.Not.EqualTo(MergeFolder.Values(model)["blk.0.attn_q.weight"]).Within(1e-3));
    }

    [Test]
    public async Task Recipes_join_adapters_with_weights_by_layer_and_kind()
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf");
        folder.Adapter("a.gguf", model, seed: 1, alpha: 4);
        folder.Adapter("b.gguf", model, seed: 2, alpha: 4);
        string merged = await folder.MergeAsync("""
            merge_method: cat
            base_model: m.gguf
            adapters:
              - adapter: a.gguf
                parameters: {weight: [{filter: mlp, value: [1, 0]}, {value: 2}]}
              - adapter: b.gguf
                parameters: {weight: 1}
            """);
        var (a, both) = (MergeFolder.Values(folder["a.gguf"]), MergeFolder.Values(merged));
        Assert.Multiple(() =>
        {
            Assert.That(both["blk.1.ffn_up.weight.lora_a"].Take(8), Is.EqualTo(a["blk.1.ffn_up.weight.lora_a"].Take(8).Select(v => v / 2)).Within(1e-4));
            Assert.That(both["blk.1.attn_k.weight.lora_a"].Take(8), Is.EqualTo(a["blk.1.attn_k.weight.lora_a"].Take(8).Select(v => 2 * v)).Within(1e-3));
            Assert.That(both["blk.1.attn_k.weight.lora_a"], Has.Length.EqualTo(2 * a["blk.1.attn_k.weight.lora_a"].Length));
        });
    }

    const string Pair = "models: [{model: a.gguf, parameters: {weight: 1}}, {model: b.gguf, parameters: {weight: 1}}]";

    [TestCase("merge_method: linaer\n" + Pair, "'linaer'", "'linear'")]
    [TestCase("merge_method: linear\nmodles: []", "line 2", "'modles'", "'models'")]
    [TestCase("merge_method: linear", "nothing to merge")]
    [TestCase("merge_method: linear\nmodels: []", "line 2", "empty list")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: -1e6}}]\nparameters: {normalize: false}\ndtype: float16", "-", "cannot hold")]
    [TestCase(Pair, "no method")]
    [TestCase("merge_method: ties\n" + Pair, "base_model")]
    [TestCase("merge_method: slerp\nbase_model: a.gguf\nmodels: [{model: b.gguf}]", "parameter 't'")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {wieght: 1}}]", "'wieght'", "'weight'")]
    [TestCase("merge_method: linear\nmodels: [{model: nowhere.gguf}]", "line 2", "nowhere.gguf")]
    [TestCase("merge_method: linear\nmodels: [", "line ", "YAML")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: 0}}]", "add up to nothing")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: .nan}}]", "no number")]
    [TestCase("merge_method: linear\n" + Pair + "\ndtype: int3", "int3")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: 1}}, {model: other.gguf, parameters: {weight: 1}}]", "other.gguf", "'llama'")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: 1}}, {model: words.gguf, parameters: {weight: 1}}]", "vocabularies", "t300")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: 1}}, {model: wide.gguf, parameters: {weight: 1}}]", "wide.gguf", "shape")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: 1}}, {model: cut.gguf, parameters: {weight: 1}}]", "cut.gguf")]
    [TestCase("merge_method: passthrough\nslices: [{sources: [{model: a.gguf, layer_range: [0, 9]}]}]", "has 3 layers")]
    [TestCase("merge_method: passthrough\nslices: [{sources: [{model: a.gguf, layer_range: [1, 3]}]}]", "without a window")]
    [TestCase("merge_method: linear\nmodels: [{model: a.gguf, parameters: {weight: 1e39}}]\nparameters: {normalize: false}", "cannot hold")]
    [TestCase("merge_method: cat\nbase_model: a.gguf\nadapters: [{adapter: foreign.gguf, parameters: {weight: 1}}]", "does not fit")]
    [TestCase("merge_method: sum\nbase_model: a.gguf\nadapters: [{adapter: foreign.gguf, parameters: {weight: 1}}]", "'sum'")]
    public async Task Bad_input_gets_one_sentence_and_leaves_what_was_there(string yaml, params string[] parts)
    {
        using var folder = new MergeFolder();
        string model = folder.Model("a.gguf");
        folder.Model("b.gguf", seed: 3);
        string other = folder.Model("other.gguf", "llama");
        folder.Adapter("foreign.gguf", other, seed: 1);
        folder.Model("wide.gguf", type: GgmlType.F16); // Gemma's tiny model is 128 wide when it is not F32
        byte[] bytes = File.ReadAllBytes(model);
        File.WriteAllBytes(folder["cut.gguf"], bytes[..(bytes.Length / 2)]);
        "x300"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf("t300"u8)));
        File.WriteAllBytes(folder["words.gguf"], [.. bytes]);
        File.WriteAllText(folder["merged.gguf"], "what was there");

        StudioRun run = await StudioRun.InProcessAsync("merge", "--recipe", folder.Recipe(yaml), "--out", folder["merged.gguf"]);

        run.AssertFailed(parts);
        Assert.That(File.ReadAllText(folder["merged.gguf"]), Is.EqualTo("what was there"));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(model)!, "*.tmp"), Is.Empty);
    }

    [Test]
    [Platform("Linux")]
    public async Task A_full_disk_leaves_nothing()
    {
        using var folder = new MergeFolder();
        folder.Model("a.gguf");
        File.CreateSymbolicLink(folder["merged.gguf.tmp"], "/dev/full"); // writing there fails as on a full disk
        StudioRun run = await StudioRun.InProcessAsync("merge", "--recipe", folder.Recipe("{merge_method: linear, models: [{model: a.gguf, parameters: {weight: 1}}]}"), "--out", folder["merged.gguf"]);
        run.AssertFailed("merged.gguf", "Make room on the disk");
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(folder["x"])!, "merged*"), Is.Empty);
    }

    [Test]
    public async Task What_is_merged_is_not_overwritten()
    {
        using var folder = new MergeFolder();
        string model = folder.Model("a.gguf");
        StudioRun run = await StudioRun.InProcessAsync("merge", "--recipe", folder.Recipe("{merge_method: linear, models: [{model: a.gguf, parameters: {weight: 1}}]}"), "--out", model);
        run.AssertFailed("take the place of");
    }
}
