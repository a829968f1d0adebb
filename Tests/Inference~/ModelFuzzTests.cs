using System.Globalization;
using System.Text;
using CsCheck;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Tests.Inference;

/// <summary>Headers whose bytes are sound and whose numbers are not: refused in words, or borne by llama.cpp, which ends the process over many.</summary>
/// <remarks>More cases by hand: CsCheck_Iter=100000 dotnet test Tests --filter ModelFuzz.</remarks>
public sealed class ModelFuzzTests
{
    static readonly uint[] s_numbers = [0, 1, 2, 3, 5, 15, 16, 17, 255, 256, 257, 511, 512, 513, 1024, 1 << 16, 1 << 24, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];
    static readonly float[] s_reals = [0, -0f, 1, -1, 1e-45f, 1e-6f, 1e30f, float.MaxValue, float.Epsilon, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
    static readonly int s_cases = (int)Math.Max(2_000, Check.Iter), s_casesOfEach = (int)Math.Max(250, Check.Iter);

    string _folder = null!;
    LlamaModel _model = null!;

    public static IEnumerable<string> Names => TinyArchitectures.Names.Where(name => name != "gemma3n/shared"); // megabytes a case

    [OneTimeSetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("ojousama-model-fuzz").FullName;
        string path = Path.Combine(_folder, "base.gguf");
        File.WriteAllBytes(path, TinyFiles.Speaker);
        _model = LlamaModel.Rent(path, LayerPlacement.Cpu, null, default);
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _model.Return();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void SpeakersOfOddNumbersAreRefusedOrSpeak() => Sample(TinyFiles.Speaker, Speaks);

    [Test]
    public void SpeakersOfEachArchitectureAreRefusedOrSpeak([ValueSource(nameof(Names))] string name)
    {
        byte[] file = TinyArchitectures.Bytes(name);
        Assert.That(Serves(file, Speaks), Is.Null, "unharmed");
        Sample(file, Speaks, s_casesOfEach);
    }

    [Test]
    public void EmbeddersOfOddNumbersAreRefusedOrEmbed() => Sample(TinyFiles.Embedder, Embeds);

    [Test]
    public void AdaptersOfOddNumbersAreRefusedOrServe() => Sample(TinyFiles.Adapter, Adapts);

    [Test]
    public void UnharmedFilesServe()
    {
        Assert.That(Serves(TinyFiles.Speaker, Speaks), Is.Null);
        Assert.That(Serves(TinyFiles.Embedder, Embeds), Is.Null);
        Assert.That(Serves(TinyFiles.Adapter, Adapts), Is.Null);
    }

    [TestCase("gemma3.block_count", 0u)]
    [TestCase("gemma3.block_count", 3u, "blk.2")]
    [TestCase("gemma3.block_count", 513u)]
    [TestCase("gemma3.attention.head_count", 0u)]
    [TestCase("gemma3.attention.head_count", 3u, "attn_q")]
    [TestCase("gemma3.attention.head_count_kv", 0u)]
    [TestCase("gemma3.attention.value_length", 8u)]
    [TestCase("gemma3.expert_count", 8u)]
    [TestCase("gemma3.expert_used_count", 1u)]
    [TestCase("gemma3.nextn_predict_layers", 3u)]
    [TestCase("gemma3.rope.dimension_count", 18u)]
    [TestCase("gemma3.rope.dimension_count", 15u)]
    [TestCase("gemma3.embedding_length", 64u)]
    [TestCase("gemma3.attention.sliding_window_pattern", 1u)]
    [TestCase("tokenizer.ggml.bos_token_id", 264u)]
    public void ANumberThatEndsTheProcessIsNamed(string key, uint value, string? problem = null) =>
        Assert.That(Serves(Put(TinyFiles.Speaker, TinyFiles.PlaceOf(TinyFiles.Speaker, key), BitConverter.GetBytes(value)), Speaks), Does.Contain(problem ?? key.Split('.')[^1]));

    [TestCase("qwen35", "full_attention_interval", 0u)] // llama.cpp divides by it
    [TestCase("qwen35", "full_attention_interval", 1u)]
    [TestCase("qwen35", "nextn_predict_layers", 5u)]
    [TestCase("qwen35", "ssm.conv_kernel", 1u)]
    [TestCase("qwen35", "ssm.group_count", 3u)]
    [TestCase("qwen35", "ssm.time_step_rank", 0u)]
    [TestCase("qwen3moe", "expert_used_count", 5u)]
    [TestCase("qwen3moe", "rope.dimension_count", 8u)]
    [TestCase("qwen3", "rope.dimension_count", 8u)]
    [TestCase("qwen2", "rope.dimension_count", 8u)]
    [TestCase("lfm2", "shortconv.l_cache", 1u)]
    [TestCase("lfm2moe", "expert_gating_func", 9u)]
    [TestCase("lfm2moe", "leading_dense_block_count", 5u)]
    [TestCase("gemma4", "attention.shared_kv_layers", 3u)]
    [TestCase("gemma4", "attention.shared_kv_layers", 1u)]
    [TestCase("gemma4", "embedding_length_per_layer_input", 9u, "per_layer_token_embd")]
    [TestCase("granite", "attention.head_count_kv", 0u)]
    public void ANumberOfAnotherArchitectureThatEndsTheProcessIsNamed(string architecture, string key, uint value, string? problem = null)
    {
        byte[] file = TinyArchitectures.Bytes(architecture);
        Assert.That(Serves(Put(file, TinyFiles.PlaceOf(file, $"{architecture}.{key}"), BitConverter.GetBytes(value)), Speaks), Does.Contain(problem ?? key));
    }

    [TestCase("qwen35", "rope.dimension_sections", 0, 0, 0, 0)] // so does ggml by their sum
    [TestCase("lfm2", "attention.head_count_kv", 0, 0, 0, 0)]
    [TestCase("lfm2", "attention.head_count_kv", 1, 1, 1, 1)]
    [TestCase("lfm2", "attention.head_count_kv", 0, 0, 0, -1)]
    [TestCase("gemma4", "attention.head_count_kv", 1, 1, 1, 0)]
    [TestCase("gemma4", "attention.head_count_kv", 1, 1, 2, 1)] // it shares another's, which are fewer
    [TestCase("gemma4", "feed_forward_length", 32, 32, 64, 0)]
    public void AListThatEndsTheProcessIsNamed(string architecture, string key, params int[] values)
    {
        byte[] file = TinyArchitectures.Bytes(architecture), bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        Assert.That(Serves(Put(file, TinyFiles.PlaceOf(file, $"{architecture}.{key}") + 12, bytes), Speaks), Does.Contain(key));
    }

    [TestCase("<0x41>", "<0x42>", "twice")]
    [TestCase("<0x41>", "(0x41>", "of the 256 bytes")]
    [TestCase("gemma3.attention.layer_norm_rms_epsilon", "gemma3.attention.layer_norm_rms_epsilom", "epsilon")]
    [TestCase("linear", "linees", "rope.scaling.type")]
    [TestCase("blk.1.ffn_up.weight", "blk.1.ffn_up.weighs", "blk.1.ffn_up.weight")]
    public void ATextThatEndsTheProcessIsNamed(string from, string to, string problem) =>
        Assert.That(Serves(Put(TinyFiles.Speaker, TinyFiles.Speaker.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from)), Encoding.UTF8.GetBytes(to)), Speaks), Does.Contain(problem));

    [TestCase("blk.0.attn_norm.weight", 1u)] // halves are not added
    [TestCase("blk.0.ffn_up.weight", 26u)] // nor integers multiplied
    [TestCase("blk.0.ffn_up.weight", 9u)]
    public void ATensorOfATypeThatEndsTheProcessIsRefused(string name, uint type)
    {
        int shape = TinyFiles.PlaceOf(TinyFiles.Speaker, name);
        byte[] bytes = Put(TinyFiles.Speaker, shape + 8 * BitConverter.ToInt32(TinyFiles.Speaker, shape - 4), BitConverter.GetBytes(type));
        Assert.That(Serves(bytes, Speaks), Is.Not.Null);
    }

    void Sample(byte[] file, Action<string> serve, int? cases = null) => Mutated(file).Sample(bytes =>
    {
        Serves(bytes, serve);
        return true; // an abort or another exception fails the property
    }, iter: cases ?? s_cases, threads: 1);

    /// <summary>One to three numbers of the metadata or of the tensors' shapes and types set to others.</summary>
    static Gen<byte[]> Mutated(byte[] file)
    {
        GgufFile header = GgufFile.Read("tiny.gguf", new MemoryStream(file));
        var changes = new List<Gen<(int At, byte[] Bytes)>>();
        foreach (var (key, value) in header.Values)
        {
            int at = TinyFiles.PlaceOf(file, key);
            if (value.Type == GgufType.UInt32)
                changes.Add(Number((uint)value.Number).Select(n => (at, BitConverter.GetBytes(n))));
            else if (value.Type == GgufType.Float32)
                changes.Add(Any(s_reals).Select(n => (at, BitConverter.GetBytes(n))));
            else if (value.Type == GgufType.Bool)
                changes.Add(Gen.Byte[0, 2].Select(b => (at, new[] { b })));
            else if (value.Type == GgufType.String)
                changes.Add(Gen.Select(Gen.Int[0, Math.Max(0, value.Text!.Length - 1)], Gen.Byte, (i, b) => (at + 8 + i, new[] { b })));
            else if (value.Counts is { } counts) // its length, what it holds, or one of them
                changes.Add(Gen.Frequency(
                    (1, Number((uint)value.Number).Select(n => (at + 4, BitConverter.GetBytes(n)))),
                    (1, Gen.UInt[0, 13].Select(type => (at, BitConverter.GetBytes(type)))),
                    (4, Gen.Int[0, counts.Length - 1].SelectMany(i => value.Element == GgufType.Bool
                        ? Gen.Byte[0, 2].Select(b => ((int)value.Offset + i, new[] { b }))
                        : Number((uint)counts[i]).Select(n => ((int)value.Offset + 4 * i, BitConverter.GetBytes(n)))))));
            else // its length, or something within
                changes.Add(Gen.Frequency(
                    (1, Number((uint)value.Number).Select(n => (at + 4, BitConverter.GetBytes(n)))),
                    (4, Gen.Select(Gen.Int[0, (int)value.Number * 4 - 1], Gen.Byte, (i, b) => ((int)value.Offset + i, new[] { b })))));
            changes.Add(Gen.Select(Gen.Const(at - 4), Gen.UInt[0, 13], (t, type) => (t, BitConverter.GetBytes(type))));
            changes.Add(Gen.Const((at - 5, new[] { (byte)'~' }))); // as if it were not there
        }

        foreach (GgufTensor tensor in header.Tensors.Values)
        {
            int at = TinyFiles.PlaceOf(file, tensor.Name);
            int dimensions = BitConverter.ToInt32(file, at - 4);
            changes.Add(Gen.Select(Gen.Int[0, dimensions - 1], Gen.Int[-1, 1], (i, by) => (at + 8 * i, BitConverter.GetBytes(tensor.Shape[i] + by))));
            changes.Add(Gen.UInt[0, 45].Select(type => (at + 8 * dimensions, BitConverter.GetBytes(type))));
            changes.Add(Gen.Const((at - 5, new[] { (byte)'~' })));
        }

        return Gen.OneOf([.. changes]).Array[1, 3].Select(list => list.Aggregate(file, (bytes, c) => Put(bytes, c.At, c.Bytes)));
    }

    /// <summary>An odd number, or one near what stands there.</summary>
    static Gen<uint> Number(uint now) => Gen.OneOf(Any(s_numbers), Any(now - 1, now + 1, now * 2, now / 2));

    static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Null if all went well, else the words of the refusal.</summary>
    string? Serves(byte[] bytes, Action<string> serve)
    {
        string path = Path.Combine(_folder, "fuzzed.gguf");
        File.WriteAllBytes(path, bytes);
        try
        {
            serve(path);
            return null;
        }
        catch (OjousamaException e)
        {
            return e.Message;
        }
    }

    static void Speaks(string path)
    {
        LlamaModel model = LlamaModel.Rent(path, LayerPlacement.Cpu, null, default);
        try
        {
            ModelCheck.Speaker(model.Header);
            Speak(model, null);
        }
        finally
        {
            model.Return();
        }
    }

    static void Embeds(string path)
    {
        using LlamaEmbedder embedder = LlamaEmbedder.LoadAsync(path).GetAwaiter().GetResult();
        string longest = string.Concat(Enumerable.Range(0, 600).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        embedder.EmbedAsync(["お茶 ｱ query\0", longest], TextKind.Query).GetAwaiter().GetResult();
    }

    void Adapts(string path)
    {
        using var adapter = LlamaAdapter.Load(_model, path);
        Speak(_model, adapter);
    }

    static void Speak(LlamaModel model, LlamaAdapter? adapter)
    {
        using var context = new LlamaContext(model, 2, 256, 64, 1, embeddings: false);
        context.SetAdapter(adapter, 1f);
        var tokens = new List<int>();
        model.Vocabulary.Tokenize("お茶 A\0", tokens);
        for (int i = 0; i < tokens.Count; i++)
            context.Add(tokens[i], i, 0, i == tokens.Count - 1);
        Assert.That(context.Decode(), Is.Zero);
        Assert.That(context.Logits(tokens.Count - 1).Length, Is.EqualTo(model.Vocabulary.Count));
        for (int i = 0; i < model.Vocabulary.Count; i++)
            model.Vocabulary.Piece(i);
    }

    static byte[] Put(byte[] bytes, int at, byte[] values)
    {
        byte[] copy = (byte[])bytes.Clone();
        values.CopyTo(copy, at);
        return copy;
    }
}
