using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using MessagePack;
using Ojousama.Storage;

namespace Ojousama.Recall.Stock
{
    /// <summary>A voice's stock replies and what chooses among them as one file: "OJA", version, CRC-32 of the rest, then one MessagePack list.</summary>
    /// <remarks>
    /// The list: acts, their biases, their steps (little-endian floats), weights (a signed byte an act for each bucket), the replies, and for
    /// each of these two bytes an act that it suits: its place, and the share of lines in <see cref="SuitedReply.Unit"/>. It needs no embedder, so that it serves every engine. A reader takes all of it or none.
    /// </remarks>
    internal static class StockFile
    {
        const int Values = 6;

        static readonly MadeFile s_file = new MadeFile("OJA", 2, "stock file", "Make it anew with “stock build”");

        /// <exception cref="OjousamaException">The file cannot be written.</exception>
        public static void Write(string path, StockReplies stock) => s_file.Write(path, (ref MessagePackWriter writer) =>
        {
            ActClassifier classifier = stock.Classifier;
            writer.WriteArrayHeader(Values);
            writer.WriteTexts(classifier.Acts);
            writer.Write(MemoryMarshal.AsBytes(classifier.Biases)); // every machine that runs this is little-endian
            writer.Write(MemoryMarshal.AsBytes(classifier.Steps));
            writer.Write(MemoryMarshal.AsBytes(classifier.Weights));
            writer.WriteTexts(stock.Replies.Select(reply => reply.Text).ToArray());
            writer.WriteArrayHeader(stock.Replies.Count);
            foreach (SuitedReply reply in stock.Replies)
                writer.Write(reply.Suits.SelectMany(suited => new[] { (byte)suited.Act, (byte)MathF.Round(suited.Share / SuitedReply.Unit) }).ToArray());
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
            string[] texts = reader.ReadTexts();
            if (reader.ReadArrayHeader() != texts.Length)
                throw new InvalidDataException("replies and what they suit do not match");
            var replies = new SuitedReply[texts.Length];
            for (int i = 0; i < texts.Length; i++)
            {
                byte[] suits = reader.ReadData().ToArray();
                if (suits.Length % 2 != 0 || Enumerable.Range(0, suits.Length / 2).Any(at => suits[2 * at] >= acts.Length))
                    throw new InvalidDataException($"“{texts[i]}” suits an act that is not there");
                replies[i] = new SuitedReply(texts[i], Enumerable.Range(0, suits.Length / 2).Select(at => ((int)suits[2 * at], suits[(2 * at) + 1] * SuitedReply.Unit)).ToArray());
            }

            return new StockReplies(new ActClassifier(acts, weights, steps, biases), replies);
        }
    }
}
