using Ojousama.Prompting;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Tests.Training;

/// <summary>Writes models of a few thousand random weights, one for each architecture, that llama.cpp loads.</summary>
internal static unsafe class TinyModel
{
    public const int Vocabulary = 512;
    public const int FirstControl = 260;
    const int Layers = 3;
    const int Heads = 4;
    const int KeyHeads = 2;
    const int HeadSize = 32;
    const int FeedForward = 256;
    const int Window = 12; // below the tests' samples, so that it shows

    /// <param name="path">Of the file.</param>
    /// <param name="architecture">One that the trainer knows.</param>
    /// <param name="type">Of the matrices.</param>
    /// <param name="format">Whose control tokens the vocabulary holds; Gemma's if it is null.</param>
    /// <param name="template">The file's chat template, if any.</param>
    public static void Write(string path, string architecture, GgmlType type, ChatTemplate? format = null, string? template = null)
    {
        bool gemma = architecture.StartsWith("gemma");
        int width = gemma && type == GgmlType.F32 ? 64 : 128; // Gemma's heads together are wider than a token
        var random = new Random(7);
        string Key(string name) => $"{architecture}.{name}";

        GgufWriter writer = new GgufWriter()
            .Set("general.architecture", architecture)
            .Set("general.type", "model")
            .Set(Key("context_length"), 4096u)
            .Set(Key("embedding_length"), (uint)width)
            .Set(Key("block_count"), (uint)Layers)
            .Set(Key("feed_forward_length"), (uint)FeedForward)
            .Set(Key("attention.head_count"), (uint)Heads)
            .Set(Key("attention.head_count_kv"), (uint)KeyHeads)
            .Set(Key("attention.key_length"), (uint)HeadSize)
            .Set(Key("attention.value_length"), (uint)HeadSize)
            .Set(Key("attention.layer_norm_rms_epsilon"), 1e-6f)
            .Set(Key("rope.freq_base"), architecture == "gemma3" ? 1e6f : 1e4f);
        if (gemma)
            writer.Set(Key("attention.sliding_window"), (uint)Window).Set(Key("attention.sliding_window_pattern"), 2u);
        if (architecture == "gemma2")
            writer.Set(Key("attn_logit_softcapping"), 2f).Set(Key("final_logit_softcapping"), 3f); // low enough to bend
        SetVocabulary(writer, Vocabulary, format);
        if (template != null)
            writer.Set("tokenizer.chat_template", template);

        void Matrix(string name, int inputs, int outputs) => writer.Add(name, (uint)type, [inputs, outputs], Quantized(type, inputs, outputs, random));
        void Vector(string name, int count, float mean, float deviation) =>
            writer.Add(name, [count], Enumerable.Range(0, count).Select(_ => mean + deviation * Gauss(random)).ToArray());

        Matrix("token_embd.weight", width, Vocabulary);
        if (architecture == "llama")
        {
            Matrix("output.weight", width, Vocabulary);
            Vector("rope_freqs.weight", HeadSize / 2, 4, 1);
        }

        Vector("output_norm.weight", width, 1, 0.1f);
        for (int i = 0; i < Layers; i++)
        {
            string block = $"blk.{i}.";
            Vector(block + "attn_norm.weight", width, 1, 0.1f);
            Matrix(block + "attn_q.weight", width, Heads * HeadSize);
            Matrix(block + "attn_k.weight", width, KeyHeads * HeadSize);
            Matrix(block + "attn_v.weight", width, KeyHeads * HeadSize);
            Matrix(block + "attn_output.weight", Heads * HeadSize, width);
            Vector(block + "ffn_norm.weight", width, 1, 0.1f);
            Matrix(block + "ffn_gate.weight", width, FeedForward);
            Matrix(block + "ffn_up.weight", width, FeedForward);
            Matrix(block + "ffn_down.weight", FeedForward, width);
            if (architecture is "gemma3" or "qwen3")
            {
                Vector(block + "attn_q_norm.weight", HeadSize, 1, 0.1f);
                Vector(block + "attn_k_norm.weight", HeadSize, 1, 0.1f);
            }

            if (gemma)
            {
                Vector(block + "post_attention_norm.weight", width, 1, 0.1f);
                Vector(block + "post_ffw_norm.weight", width, 1, 0.1f);
            }

            if (architecture == "qwen2")
            {
                Vector(block + "attn_q.bias", Heads * HeadSize, 0, 0.3f);
                Vector(block + "attn_k.bias", KeyHeads * HeadSize, 0, 0.3f);
                Vector(block + "attn_v.bias", KeyHeads * HeadSize, 0, 0.3f);
            }
        }

        writer.Write(path);
    }

    /// <summary>The least that a SentencePiece vocabulary needs, and the tokens that part turns: texts become bytes.</summary>
    /// <param name="writer">Of the file.</param>
    /// <param name="count">Tokens.</param>
    /// <param name="format">Whose control tokens it holds; Gemma's if it is null.</param>
    /// <param name="kind">How llama.cpp reads texts: <c>llama</c>, <c>gemma4</c>, or <c>gpt2</c>, each with a token for every byte.</param>
    /// <param name="splitter">How <c>gpt2</c> parts words.</param>
    public static void SetVocabulary(GgufWriter writer, int count, ChatTemplate? format = null, string kind = "llama", string splitter = "")
    {
        string[] controls = Controls(format ?? ChatTemplate.Gemma);
        bool IsControl(int i) => i >= FirstControl && i < FirstControl + controls.Length;
        var pieces = Enumerable.Range(0, count)
            .Select(i => i == 0 ? "<unk>" : i == 1 ? "<s>" : i == 2 ? "</s>" : i < 259 ? ByteText(i - 3) : i == 259 ? "▁" : IsControl(i) ? controls[i - FirstControl] : $"t{i}").ToArray();
        writer
            .Set("tokenizer.ggml.model", kind)
            .Set("tokenizer.ggml.tokens", pieces)
            .Set("tokenizer.ggml.scores", Enumerable.Range(0, count).Select(i => i < 259 ? 0f : -i).ToArray())
            .Set("tokenizer.ggml.token_type", Enumerable.Range(0, count).Select(i => i == 0 ? 2 : i < 3 || IsControl(i) ? 3 : i < 259 && kind != "gpt2" ? 6 : 1).ToArray())
            .Set("tokenizer.ggml.bos_token_id", 1u)
            .Set("tokenizer.ggml.eos_token_id", 2u)
            .Set("tokenizer.ggml.unknown_token_id", 0u)
            .Set("tokenizer.ggml.add_bos_token", true);
        if (kind != "llama")
            writer.Set("tokenizer.ggml.merges", (string[])["▁ ▁"]);
        if (splitter.Length > 0)
            writer.Set("tokenizer.ggml.pre", splitter);

        // GPT-2 writes bytes that print as themselves, and the others as letters behind them.
        string ByteText(int b)
        {
            bool IsPlain(int c) => c is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;
            return kind != "gpt2" ? $"<0x{b:X2}>" : ((char)(IsPlain(b) ? b : 256 + Enumerable.Range(0, b).Count(c => !IsPlain(c)))).ToString();
        }
    }

    /// <summary>In the order of their tokens, from <see cref="FirstControl"/> on.</summary>
    public static string[] Controls(ChatTemplate format) => [.. format.Controls.Where(name => name != "</s>")];

    static byte[] Quantized(GgmlType type, int inputs, int outputs, Random random)
    {
        float deviation = 1f / MathF.Sqrt(inputs);
        float[] values = Enumerable.Range(0, inputs * outputs).Select(_ => deviation * Gauss(random)).ToArray();
        byte[] bytes = new byte[(long)GgmlLibrary.Load().RowSize(type, inputs) * outputs];
        fixed (float* from = values)
        fixed (byte* to = bytes)
        {
            if (type == GgmlType.F32)
                Buffer.MemoryCopy(from, to, bytes.Length, bytes.Length);
            else
                GgmlLibrary.Load().Quantize(type, from, to, 0, outputs, inputs, null);
        }

        return bytes;
    }

    static float Gauss(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
