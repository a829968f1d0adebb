using System;
using System.IO;
using MessagePack;
using Ojousama.Inference;
using Ojousama.Storage;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>An <see cref="AnswerDecision"/> as a file beside the embedder: "OJD", version, CRC-32, then one MessagePack list.</summary>
    /// <remarks>The list: the embedder with its map, the bias, then a weight a feature.</remarks>
    internal static class AnswerDecisionFile
    {
        const string Joint = "+";

        static readonly MadeFile s_file = new MadeFile("OJD", 1, "decision file", "Make it anew with “embedder decision”, or delete it: usual values take its place");

        /// <summary>Where a model's decision lies, if it has one.</summary>
        public static string PathBeside(string model) => Path.ChangeExtension(model, ".decision");

        /// <summary>The decision beside an embedding model; the usual one if there is none, or if it was learned with a reranker and none runs, as under another engine.</summary>
        /// <param name="model">Path of the embedder.</param>
        /// <param name="embedder">Its id, with that of its map.</param>
        /// <param name="reranker">That reads what was found; null for none.</param>
        /// <exception cref="OjousamaException">The file is damaged, or another embedder's.</exception>
        public static AnswerDecision OrUsual(string model, string embedder, IReranker? reranker)
        {
            string path = PathBeside(model);
            return File.Exists(path) ? s_file.Read(path, (ref MessagePackReader reader) => Read(ref reader, embedder, reranker)) : AnswerDecision.Usual;
        }

        /// <summary>What a decision is learned for.</summary>
        public static string For(string embedder, IReranker? reranker) => reranker == null ? embedder : embedder + Joint + reranker.Id;

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, AnswerDecision decision, string embedder) => s_file.Write(path, (ref MessagePackWriter writer) =>
        {
            writer.WriteArrayHeader(2 + AnswerDecision.FeatureCount);
            writer.Write(embedder);
            writer.Write(decision.Bias);
            foreach (float weight in decision.Weights)
                writer.Write(weight);
        });

        static AnswerDecision Read(ref MessagePackReader reader, string embedder, IReranker? reranker)
        {
            if (reader.ReadArrayHeader() != 2 + AnswerDecision.FeatureCount)
                throw new InvalidDataException("it holds other values");
            string madeFor = reader.ReadText();
            if (reranker == null && madeFor.StartsWith(embedder + Joint, StringComparison.Ordinal))
                return AnswerDecision.Usual;
            if (madeFor != For(embedder, reranker))
                throw new InvalidDataException($"it is for another embedder or reranker, {madeFor}, not {For(embedder, reranker)}");
            float bias = reader.ReadSingle();
            var weights = new float[AnswerDecision.FeatureCount];
            for (int i = 0; i < weights.Length; i++)
                weights[i] = reader.ReadSingle();
            return new AnswerDecision(weights, bias);
        }
    }
}
