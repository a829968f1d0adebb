using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Storage;

namespace Ojousama.Recall.Stock
{
    /// <summary>A voice's stock replies and what chooses among them as one file: "OJA", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>
    /// The list: acts, their biases, their steps (little-endian floats), weights (a signed byte an act for each bucket), then the replies of
    /// each act. It needs no embedder, so that it serves every engine. A reader takes all of it or none.
    /// </remarks>
    internal static class StockFile
    {
        const int Values = 5;

        static readonly MadeFile s_file = new MadeFile("OJA", 1, "stock file", "Make it anew with “stock build”");

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, StockReplies stock) => s_file.Write(path, (ref MessagePackWriter writer) =>
        {
            ActClassifier classifier = stock.Classifier;
            writer.WriteArrayHeader(Values);
            writer.WriteTexts(classifier.Acts);
            writer.Write(MemoryMarshal.AsBytes(classifier.Biases)); // every machine that runs this is little-endian
            writer.Write(MemoryMarshal.AsBytes(classifier.Steps));
            writer.Write(MemoryMarshal.AsBytes(classifier.Weights));
            writer.WriteArrayHeader(classifier.Acts.Count);
            foreach (string act in classifier.Acts)
                writer.WriteTexts(stock.Replies.TryGetValue(act, out IReadOnlyList<string>? replies) ? replies : Array.Empty<string>());
        });

        /// <exception cref="OjousamaException">The file is missing, damaged, or of another kind or version.</exception>
        public static StockReplies Read(string path) => s_file.Read(path, Read);

        static StockReplies Read(ref MessagePackReader reader)
        {
            if (reader.ReadArrayHeader() != Values)
                throw new InvalidDataException("it holds other values");
            string[] acts = reader.ReadTexts();
            float[] biases = reader.ReadFloats(), steps = reader.ReadFloats();
            sbyte[] weights = MemoryMarshal.Cast<byte, sbyte>(reader.ReadData().Span).ToArray();
            int buckets = acts.Length == 0 ? 0 : weights.Length / acts.Length;
            if (biases.Length != acts.Length || steps.Length != acts.Length || buckets * acts.Length != weights.Length || buckets == 0 || (buckets & (buckets - 1)) != 0)
                throw new InvalidDataException("acts and weights do not match");
            if (reader.ReadArrayHeader() != acts.Length)
                throw new InvalidDataException("acts and replies do not match");
            var replies = new Dictionary<string, IReadOnlyList<string>>();
            foreach (string act in acts)
            {
                string[] texts = reader.ReadTexts();
                if (texts.Length > 0)
                    replies[act] = texts;
            }

            return new StockReplies(new ActClassifier(acts, weights, steps, biases), replies);
        }
    }
}
