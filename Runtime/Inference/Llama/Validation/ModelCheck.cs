using System;
using System.IO;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>Refuses files that llama.cpp would abort on, or would load into nonsense.</summary>
    internal static class ModelCheck
    {
        /// <summary>Whether a file can be a language or embedding model.</summary>
        /// <param name="file">Its header.</param>
        /// <param name="stream">Its bytes.</param>
        /// <exception cref="OjousamaException">It is not a model, its header contradicts itself, or llama.cpp would not bear it.</exception>
        public static void Model(GgufFile file, Stream stream)
        {
            string architecture = file.Text("general.architecture");
            if (architecture.Length == 0)
                throw Unsound(file, "it names no architecture");
            if (file.Text("general.type") == "adapter")
                throw new OjousamaException(
                    $"{file.Path} is a LoRA adapter, not a model",
                    "Name it as the sheet's adapter, and its base model as the sheet's model");
            if (file.Tensors.Count == 0)
                throw Unsound(file, "it holds no weights");
            if (file.Values.TryGetValue("split.count", out GgufValue parts) && !(parts.Type == GgufType.UInt16 && parts.Number <= 1))
                throw new OjousamaException($"{file.Path} is one part of several", "Merge the parts with llama.cpp's llama-gguf-split --merge");
            ArchitectureCheck.CheckKnown(file);
            ArchitectureCheck.Check(file, VocabularyCheck.Check(file, stream, isEmbedder: architecture == ArchitectureCheck.Embedder));
        }

        /// <summary>Whether a model speaks; one that only embeds does not.</summary>
        public static void Speaker(GgufFile file)
        {
            if (IsEmbedder(file))
                throw new OjousamaException($"{file.Path} is an embedding model, which cannot speak", "Name it as the sheet's embedder, and a language model as its model");
        }

        /// <summary>Whether a model embeds texts of so many tokens.</summary>
        public static void Embedder(GgufFile file, int tokens)
        {
            if (!IsEmbedder(file))
                throw new OjousamaException($"{file.Path} is no embedding model", "Name one as the sheet's embedder, e.g. multilingual-e5-small-ja.gguf");
            var p = new HyperParameters(file, file.Text("general.architecture") + ".");
            p.Count("pooling_type", 1, 3); // mean, the first token or the last; a ranker has no vector
            p.Count("context_length", tokens, int.MaxValue); // positions beyond it are looked up outside the table
        }

        static bool IsEmbedder(GgufFile file) =>
            file.Values.TryGetValue(file.Text("general.architecture") + ".pooling_type", out GgufValue pooling) && pooling.Number > 0;

        /// <summary>Whether a file is a LoRA adapter for this base model.</summary>
        /// <exception cref="OjousamaException">It is none, or one for another model.</exception>
        public static void Adapter(GgufFile file, GgufFile model)
        {
            if (file.Text("general.type") != "adapter" || file.Text("adapter.type") != "lora")
                throw new OjousamaException($"{file.Path} is not a LoRA adapter", "Choose a GGUF adapter, or leave the sheet's adapter empty");
            string architecture = file.Text("general.architecture");
            if (architecture != model.Text("general.architecture"))
                throw Foreign(file, model, $"it was made for the architecture '{architecture}', the model is '{model.Text("general.architecture")}'");
            if (file.Values.TryGetValue("adapter.lora.alpha", out GgufValue alpha)
                && (alpha.Type != GgufType.Float32 || double.IsNaN(alpha.Number) || double.IsInfinity(alpha.Number)))
                throw Unsound(file, "its adapter.lora.alpha is no 32-bit float");
            if (file.Values.TryGetValue("adapter.alora.invocation_tokens", out _))
                throw new OjousamaException($"{file.Path} is an activated LoRA, which is not supported", "Train it as a plain LoRA");

            int pairs = 0;
            foreach (GgufTensor a in file.Tensors.Values)
            {
                if (a.Name.EndsWith(".lora_b", StringComparison.Ordinal) || a.Name.EndsWith("_norm.weight", StringComparison.Ordinal))
                    continue;
                if (!a.Name.EndsWith(".lora_a", StringComparison.Ordinal))
                    throw Unsound(file, $"its tensor '{a.Name}' belongs to no adapter");
                Pair(file, model, a, a.Name.Substring(0, a.Name.Length - ".lora_a".Length));
                pairs++;
            }

            foreach (GgufTensor b in file.Tensors.Values)
            {
                if (b.Name.EndsWith(".lora_b", StringComparison.Ordinal)
                    && !file.Tensors.ContainsKey(b.Name.Substring(0, b.Name.Length - 1) + "a"))
                    throw Unsound(file, $"its tensor '{b.Name}' has no other half");
            }

            if (pairs == 0)
                throw Unsound(file, "it holds no weights");
        }

        /// <summary>Shapes: A is [in, rank], B is [rank, out], the base weight [in, out]; the token table's pair is the other way round.</summary>
        static void Pair(GgufFile file, GgufFile model, GgufTensor a, string name)
        {
            if (!file.Tensors.TryGetValue(name + ".lora_b", out GgufTensor? b))
                throw Unsound(file, $"its tensor '{a.Name}' has no other half");
            if (!model.Tensors.TryGetValue(name, out GgufTensor? weight))
                throw Foreign(file, model, $"the model has no tensor '{name}'");
            bool table = name.EndsWith("token_embd.weight", StringComparison.Ordinal);
            if (table && !model.Tensors.ContainsKey("output.weight"))
                throw Foreign(file, model, "it changes the token table, which this model also predicts from, and llama.cpp cannot do both"); // it asserts
            if (!a.IsMultipliable || !b.IsMultipliable)
                throw Unsound(file, $"its tensors for '{name}' are of types {a.Type} and {b.Type}, which do not serve there");
            bool fits = table
                ? weight.Shape[0] == b.Shape[1] && weight.Shape[1] == a.Shape[1] && a.Shape[0] == b.Shape[0]
                : weight.Shape[0] == a.Shape[0] && weight.Shape[1] == b.Shape[1] && a.Shape[1] == b.Shape[0];
            if (!fits || a.Shape[2] * a.Shape[3] * b.Shape[2] * b.Shape[3] * weight.Shape[2] * weight.Shape[3] != 1) // not experts: they are chosen by number
                throw Foreign(file, model, $"'{name}' has another shape in it");
        }

        internal static OjousamaException Unsound(GgufFile file, string detail) =>
            new OjousamaException($"{file.Path} is unsound: {detail}", "Copy, download or convert it again");

        static OjousamaException Foreign(GgufFile file, GgufFile model, string detail) =>
            new OjousamaException(
                $"The adapter {file.Path} does not fit the model {model.Path}: {detail}",
                "Train the adapter on this model, or name the model it was trained on");
    }
}
