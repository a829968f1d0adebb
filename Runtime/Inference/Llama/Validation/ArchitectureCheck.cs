using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Validation.Architectures;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>The architectures that this package runs: numbers and tensors that llama.cpp's loader and graphs take for granted.</summary>
    /// <remarks>
    /// After load_arch_hparams, load_arch_tensors and graph of each in llama.cpp's src/models, and the asserts of the operations there. An
    /// architecture that is not here is refused: nobody has read what would end the process. To add one, read that file; where it is a plain
    /// decoder, a line here does, else a class beside the others, and in either case a tiny file for the tests.
    /// </remarks>
    internal static class ArchitectureCheck
    {
        /// <summary>The one that embeds.</summary>
        public const string Embedder = "bert";

        static readonly Dictionary<string, Action<ModelLayout>> s_known = new Dictionary<string, Action<ModelLayout>>
        {
            ["gemma"] = m => Decoder.Check(m, Parts.TiedOutput),
            ["gemma2"] = m => Decoder.Check(m, Parts.TiedOutput | Parts.PostNorms | Parts.Window, period: 2),
            ["gemma3"] = m => Decoder.Check(m, Parts.HeadNorms | Parts.PostNorms | Parts.OptionalWindow, period: 6),
            ["gemma3n"] = Gemma3n.Check,
            ["gemma4"] = Gemma4.Check,
            ["llama"] = m => Decoder.Check(m, Parts.WholeRotary | Parts.RotaryFactors | Parts.OutputBiases),
            ["mistral3"] = m => Decoder.Check(m, Parts.WholeRotary | Parts.RotaryFactors | Parts.OutputBiases),
            ["granite"] = m => Decoder.Check(m, Parts.WholeRotary | Parts.RotaryFactors | Parts.OutputBiases | Parts.LogitScale),
            ["qwen2"] = m => Decoder.Check(m, Parts.WholeRotary | Parts.FullHeads | Parts.LogitBias),
            ["qwen3"] = m => Decoder.Check(m, Parts.WholeRotary | Parts.HeadNorms),
            ["qwen3moe"] = m => Decoder.Check(m, Parts.WholeRotary | Parts.HeadNorms | Parts.Experts),
            ["qwen35"] = m => Qwen35.Check(m, hasExperts: false),
            ["qwen35moe"] = m => Qwen35.Check(m, hasExperts: true),
            ["lfm2"] = m => Lfm2.Check(m, hasExperts: false),
            ["lfm2moe"] = m => Lfm2.Check(m, hasExperts: true),
            [Embedder] = Bert.Check,
        };

        /// <param name="file">Its header.</param>
        /// <param name="vocabulary">Its tokens.</param>
        /// <exception cref="OjousamaException">llama.cpp would not bear it, or the architecture is not known here.</exception>
        public static void Check(GgufFile file, int vocabulary)
        {
            string architecture = file.Text("general.architecture");
            foreach (var (key, value) in file.Values)
            {
                if (value.Type == GgufType.Float32 && key.StartsWith(architecture + ".", StringComparison.Ordinal) && !IsFinite(value.Number))
                    throw ModelCheck.Unsound(file, $"its '{key}' is no number");
            }

            var layout = new ModelLayout(file, vocabulary);
            s_known[architecture](layout);
            layout.End();
        }

        /// <summary>Refuses an architecture that is not known here, and says which are.</summary>
        public static void CheckKnown(GgufFile file)
        {
            string architecture = file.Text("general.architecture");
            if (architecture == "clip")
                throw new OjousamaException($"{file.Path} is the part of a model that sees or hears, and speaks no word", "Take the language model that it came with");
            if (!s_known.ContainsKey(architecture))
                throw new OjousamaException(
                    $"{file.Path} is a model of the architecture '{architecture}', which this package does not run",
                    $"Take one of the Gemma family; {string.Join(", ", s_known.Keys.Where(name => name != Embedder))} speak, and {Embedder} embeds");
        }

        static bool IsFinite(double number) => !double.IsNaN(number) && !double.IsInfinity(number);
    }
}
