using Ojousama.Prompting;
using Ojousama.Studio.Training;
using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>The trainer's forward pass beside llama.cpp's, on models of each architecture.</summary>
public sealed class ParityTests
{
    const double Most = 1e-3;

    public static IEnumerable<string> Architectures => Architecture.All.Select(a => a.Name);

    [Test]
    public void Logits_are_those_of_play(
        [ValueSource(nameof(Architectures))] string architecture, [Values("F32", "Q8_0")] string type)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], architecture, Enum.Parse<GgmlType>(type));
        int[] tokens = Tokens(48);
        double distance = LlamaReference.Distance(Logits(folder["tiny.gguf"], tokens), LlamaReference.Logits(folder["tiny.gguf"], tokens));
        TestContext.Out.WriteLine($"{architecture} {type}: {distance:E1}");
        Assert.That(distance, Is.LessThan(Most));
    }

    /// <remarks>
    /// With quantised weights ggml rounds what it multiplies to 8 bits. A difference in the last bit of a float then moves some
    /// value by a whole step, and after a few layers two orders of the same sums are as far apart as llama.cpp is from itself.
    /// So the weights are compared as floats, and the quantised model by that distance.
    /// </remarks>
    [Test]
    public void Logits_of_the_default_model_are_those_of_play()
    {
        string path = PackagePaths.FindModel(Inference.LlamaFixture.Model);
        int[] tokens = RealTokens(path);
        using var folder = new TemporaryFolder();
        FloatModel.Write(path, folder["floats.gguf"]);
        double floats = LlamaReference.Distance(Logits(folder["floats.gguf"], tokens), LlamaReference.Logits(folder["floats.gguf"], tokens));
        float[][] play = LlamaReference.Logits(path, tokens, asInPlay: true), stepwise = LlamaReference.Logits(path, tokens);
        double quantized = LlamaReference.Distance(Logits(path, tokens), stepwise), itself = LlamaReference.Distance(play, stepwise);
        TestContext.Out.WriteLine($"As floats {floats:E1}, quantised {quantized:E1}; llama.cpp from itself, with and without fused attention, {itself:E1}");
        Assert.Multiple(() =>
        {
            Assert.That(floats, Is.LessThan(Most));
            Assert.That(quantized, Is.LessThan(1.5 * itself));
        });
    }

    [Test]
    public void An_adapter_does_in_play_what_it_did_in_training([ValueSource(nameof(Architectures))] string architecture)
    {
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], architecture, GgmlType.F32);
        using var model = new BaseModel(folder["tiny.gguf"]);
        using LoraAdapter adapter = RandomAdapter(model, rank: 5);
        using var learner = new Learner(model, adapter);
        AdapterFile.Write(folder["lora.gguf"], architecture, adapter, new Dictionary<string, string>());

        int[] tokens = Tokens(48);
        float[][] play = LlamaReference.Logits(folder["tiny.gguf"], tokens, folder["lora.gguf"]);
        double distance = LlamaReference.Distance(learner.Logits(tokens), play);
        double effect = LlamaReference.Distance(play, LlamaReference.Logits(folder["tiny.gguf"], tokens));
        TestContext.Out.WriteLine($"{architecture}: {distance:E1}; the adapter moves the logits by {effect:F2}");
        Assert.Multiple(() =>
        {
            Assert.That(distance, Is.LessThan(Most));
            Assert.That(effect, Is.GreaterThan(0.05));
        });
    }

    static float[][] Logits(string path, int[] tokens)
    {
        using var model = new BaseModel(path);
        using var learner = new Learner(model, null);
        return learner.Logits(tokens);
    }

    static int[] RealTokens(string path)
    {
        using var tokenizer = new SampleTokenizer(path, maxTokens: 512);
        var turn = new Exchange("お名前を教えてくださいますか？", ["名前は小野寺絢音。", "趣味は紅茶。", "年齢は17歳。"], "小野寺絢音と申しますの。");
        return tokenizer.Tokenize(new TrainingSample("", Inference.LlamaFixture.Instruction, [turn]))!.Tokens;
    }

    internal static LoraAdapter RandomAdapter(BaseModel model, int rank)
    {
        var adapter = new LoraAdapter(model, rank, scale: 2, seed: 3);
        var random = new Random(5);
        foreach (LoraPair pair in adapter.Pairs)
        {
            foreach (ref float value in pair.B.Values.AsSpan(0, pair.B.Values.Length / (int)pair.PaddedRank * rank))
                value = 0.05f * (2 * random.NextSingle() - 1);
        }

        return adapter;
    }

    internal static int[] Tokens(int count, int seed = 5)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(i => i == 0 ? 1 : random.Next(3, TinyModel.Vocabulary)).ToArray();
    }
}
