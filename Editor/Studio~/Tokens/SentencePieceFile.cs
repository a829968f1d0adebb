using System.Runtime.InteropServices;
using Google.Protobuf;
using Ojousama.Gguf;

namespace Ojousama.Studio.Tokens;

/// <summary>A GGUF file's vocabulary as the SentencePiece model that it was made from: the only form that Microsoft.ML.Tokenizers reads.</summary>
/// <remarks>Field numbers are those of sentencepiece_model.proto.</remarks>
static class SentencePieceFile
{
    const string Prefix = "tokenizer.ggml.";
    const int Unknown = 2, UserDefined = 4; // of both: llama_token_type follows ModelProto.SentencePiece.Type

    /// <param name="file">A sound model's header.</param>
    /// <param name="userDefined">Tokens that are found in a text before all others, by their texts.</param>
    /// <exception cref="OjousamaException">Its vocabulary is of another kind.</exception>
    public static byte[] Of(GgufFile file, out IReadOnlyDictionary<string, int> userDefined)
    {
        bool isUnigram = file.Text(Prefix + "model") == "t5";
        if (!isUnigram && file.Text(Prefix + "model") != "llama")
            throw new OjousamaException($"{file.Path} has a vocabulary of the kind '{file.Text(Prefix + "model")}', whose tokens are counted by llama.cpp only", "Take a model with a SentencePiece vocabulary");
        using FileStream stream = File.OpenRead(file.Path);
        string[] texts = [.. file.Texts(Prefix + "tokens")];
        float[] scores = MemoryMarshal.Cast<byte, float>(file.Numbers(Prefix + "scores", stream)).ToArray();
        int[] types = MemoryMarshal.Cast<byte, int>(file.Numbers(Prefix + "token_type", stream)).ToArray();
        var found = new Dictionary<string, int>();
        var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            int unknown = (int)Number(file, "unknown_token_id", 0);
            for (int i = 0; i < texts.Length; i++)
            {
                int type = i == unknown ? Unknown : types[i]; // llama.cpp calls Gemma's a control token
                Message(output, 1, piece =>
                {
                    piece.WriteTag(1, WireFormat.WireType.LengthDelimited);
                    piece.WriteString(texts[i]);
                    piece.WriteTag(2, WireFormat.WireType.Fixed32);
                    piece.WriteFloat(scores[i]);
                    Number(piece, 3, type);
                });
                if (type == UserDefined)
                    found[texts[i]] = i;
            }

            Message(output, 2, trainer =>
            {
                Number(trainer, 3, isUnigram ? 1 : 2); // model_type: unigram or BPE
                Number(trainer, 35, isUnigram ? 0 : 1); // byte_fallback
                Number(trainer, 40, unknown);
                Number(trainer, 41, (int)Number(file, "bos_token_id", 1));
                Number(trainer, 42, (int)Number(file, "eos_token_id", 2));
                Number(trainer, 43, (int)Number(file, "padding_token_id", -1));
                Name(trainer, 45, texts[unknown]);
                Name(trainer, 46, texts[(int)Number(file, "bos_token_id", 1)]);
                Name(trainer, 47, texts[(int)Number(file, "eos_token_id", 2)]);
            });
            byte[] charsmap = file.Numbers(Prefix + "precompiled_charsmap", stream);
            Message(output, 3, normalizer =>
            {
                normalizer.WriteTag(2, WireFormat.WireType.LengthDelimited);
                normalizer.WriteBytes(ByteString.CopyFrom(charsmap));
                Number(normalizer, 3, Number(file, "add_space_prefix", 1) != 0 ? 1 : 0);
                Number(normalizer, 4, Number(file, "remove_extra_whitespaces", 0) != 0 ? 1 : 0);
                Number(normalizer, 5, 1); // escape_whitespaces
            });
        }

        userDefined = found;
        return bytes.ToArray();
    }

    static double Number(GgufFile file, string key, double absent) => file.Values.TryGetValue(Prefix + key, out GgufValue value) ? value.Number : absent;

    static void Number(CodedOutputStream output, int field, int value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    }

    static void Name(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    static void Message(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes, leaveOpen: true))
            write(inner);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.GetBuffer(), 0, (int)bytes.Length));
    }
}
