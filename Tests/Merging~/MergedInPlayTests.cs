using Ojousama.Gguf;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Studio;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Merging;

/// <summary>What merged files do in llama.cpp.</summary>
public sealed class MergedInPlayTests
{
    const double Most = 1e-3;

    /// <remarks>In 16 bits llama.cpp rounds what it multiplies too, and a scale that is no power of two is rounded into A.</remarks>
    [TestCase("gemma3", "F32", 6f, 0.7f, Most)]
    [TestCase("llama", "F32", 6f, 0.7f, Most)]
    [TestCase("gemma3", "F16", 8f, 0.5f, 2e-3)]
    [TestCase("gemma3", "F16", 6f, 0.7f, 1e-2)]
    public async Task Cat_does_what_both_adapters_do_together(string architecture, string type, float alpha, float weight, double allowed)
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf", architecture), a = folder.Adapter("a.gguf", model, seed: 1, alpha: alpha, type: type), b = folder.Adapter("b.gguf", model, seed: 2, alpha: alpha, type: type);
        StudioRun run = await StudioRun.InProcessAsync(
            ["adapter", "merge", "--method", "cat", "--adapter", a, b, "--weight", "1", FormattableString.Invariant($"{weight}"), "--model", model, "--type", type, "--out", folder["cat.gguf"]]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);

        int[] tokens = ParityTests.Tokens(32);
        float[][] both = LlamaReference.Logits(model, tokens, [(a, 1), (b, weight)]), cat = LlamaReference.Logits(model, tokens, folder["cat.gguf"]);
        double effect = LlamaReference.Distance(cat, LlamaReference.Logits(model, tokens));
        TestContext.Out.WriteLine($"{architecture} {type}: largest difference {Farthest(cat, both):E1} of logits; the adapters move them by {effect:F2}");
        Assert.Multiple(() =>
        {
            Assert.That(Farthest(cat, both), Is.LessThan(allowed));
            Assert.That(effect, Is.GreaterThan(0.05));
        });
    }

    [Test]
    public async Task A_baked_model_is_the_base_with_its_adapter([Values("gemma3", "gemma2", "llama", "qwen2", "qwen3")] string architecture)
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf", architecture), adapter = folder.Adapter("a.gguf", model, seed: 1, type: "F32");
        StudioRun run = await StudioRun.InProcessAsync(["adapter", "bake", "--model", model, "--adapter", adapter, "--out", folder["baked.gguf"]]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        int[] tokens = ParityTests.Tokens(32);
        Assert.That(Farthest(LlamaReference.Logits(folder["baked.gguf"], tokens), LlamaReference.Logits(model, tokens, adapter)), Is.LessThan(Most));
    }

    [Test]
    public async Task What_was_baked_in_can_be_taken_out_again()
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf"), adapter = folder.Adapter("a.gguf", model, seed: 1);
        await StudioRun.InProcessAsync(["adapter", "bake", "--model", model, "--adapter", adapter, "--out", folder["baked.gguf"]]);
        StudioRun run = await StudioRun.InProcessAsync(["adapter", "extract", "--tuned", folder["baked.gguf"], "--model", model, "--rank", "4", "--out", folder["again.gguf"]]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("100.0 % of the norm kept").And.Contain("21 matrices").And.Contain("0.0 % of all"));
        int[] tokens = ParityTests.Tokens(32);
        Assert.That(LlamaReference.Distance(LlamaReference.Logits(model, tokens, folder["again.gguf"]), LlamaReference.Logits(model, tokens, adapter)), Is.LessThan(1e-3));

        StudioRun low = await StudioRun.InProcessAsync(["adapter", "extract", "--tuned", folder["baked.gguf"], "--model", model, "--rank", "2", "--out", folder["low.gguf"]]);
        Assert.That(double.Parse(low.Output.Split("matrices, ")[1].Split(' ')[0]), Is.InRange(70, 95));
    }

    [TestCase("F16", 3e-3)]
    [TestCase("BF16", 2e-2)]
    [TestCase("Q8_0", 3e-2)]
    [TestCase("Q4_0", 0.4)]
    public async Task Types_are_written_as_llama_cpp_reads_them(string type, double most)
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf", "qwen3");
        string merged = await folder.MergeAsync("{merge_method: linear, models: [{model: m.gguf, parameters: {weight: 1}}]}", "--type", type);
        int[] tokens = ParityTests.Tokens(32);
        double distance = LlamaReference.Distance(LlamaReference.Logits(merged, tokens), LlamaReference.Logits(model, tokens));
        GgufFile file = GgufFile.Read(merged);
        TestContext.Out.WriteLine($"{type}: {distance:E1}");
        Assert.Multiple(() =>
        {
            Assert.That(distance, Is.LessThan(most).And.GreaterThan(0));
            Assert.That(file.Tensors["blk.0.attn_q.weight"].Type, Is.EqualTo((uint)Enum.Parse<GgmlType>(type)));
            Assert.That(file.Tensors["blk.0.attn_norm.weight"].Type, Is.EqualTo((uint)GgmlType.F32));
        });
    }

    [Test]
    public async Task Stacked_layers_play()
    {
        using var folder = new MergeFolder();
        string model = folder.Model("m.gguf", "llama");
        string merged = await folder.MergeAsync("""
            merge_method: passthrough
            slices:
              - sources: [{model: m.gguf, layer_range: [0, 2]}]
              - sources: [{model: m.gguf, layer_range: [1, 3]}]
            """);
        GgufFile file = GgufFile.Read(merged);
        var (stacked, plain) = (MergeFolder.Values(merged), MergeFolder.Values(model));
        Assert.Multiple(() =>
        {
            Assert.That(file.Values["llama.block_count"].Number, Is.EqualTo(4));
            Assert.That(stacked["blk.2.ffn_up.weight"], Is.EqualTo(plain["blk.1.ffn_up.weight"]));
            Assert.That(stacked["blk.3.attn_q.weight"], Is.EqualTo(plain["blk.2.attn_q.weight"]));
            Assert.That(LlamaReference.Logits(merged, ParityTests.Tokens(16)).SelectMany(l => l), Is.All.Matches<float>(float.IsFinite));
        });
    }

    static double Farthest(float[][] a, float[][] b) => a.Zip(b).SelectMany(p => p.First.Zip(p.Second, (x, y) => Math.Abs(x - y))).Max();
}
