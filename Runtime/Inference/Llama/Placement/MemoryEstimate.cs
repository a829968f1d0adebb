using System;
using System.Globalization;
using System.Linq;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Placement
{
    /// <summary>What a model will take of a GPU's memory, worked out from its file's header before anything is loaded.</summary>
    /// <remarks>
    /// Weights and KV cells are exact but for alignment; what llama.cpp computes with is a bound from above. A driver's own needs are not in it:
    /// <see cref="DevicePlacement"/> leaves room for them. Immutable.
    /// </remarks>
    internal sealed class MemoryEstimate
    {
        const int CellPadding = 256; // llama.cpp rounds a cache up to this
        const long Alignment = 256; // bytes: at least what any backend pads a tensor to

        readonly long[] _weights; // bytes by layer, the output last
        readonly long[] _cells; // bytes of KV cells, or of states in their place, by layer; none for the output

        /// <param name="file">The model.</param>
        /// <param name="cells">Tokens of the KV cache.</param>
        /// <param name="sequences">Conversations at once.</param>
        /// <param name="batchTokens">Most tokens of a batch.</param>
        /// <param name="outputs">Most rows of logits of a batch.</param>
        public MemoryEstimate(GgufFile file, int cells, int sequences, int batchTokens, int outputs)
        {
            long paddedCells = (cells + CellPadding - 1L) / CellPadding * CellPadding;
            int blocks = Blocks(file);
            _weights = new long[blocks + 1];
            _cells = new long[blocks + 1];
            long widest = 0, experts = Math.Max(1, Number(file, "expert_used_count", 1));
            foreach (GgufTensor tensor in file.Tensors.Values)
            {
                int layer = LayerOf(tensor.Name, blocks);
                if (layer < 0)
                    continue;
                _weights[layer] += tensor.ByteCount + Alignment;
                if (layer < blocks)
                    widest = Math.Max(widest, tensor.Shape[1] * (tensor.Shape[2] > 1 ? experts : 1));
            }

            file.Tensors.TryGetValue("token_embd.weight", out GgufTensor? table);
            if (table != null && !file.Tensors.ContainsKey("output.weight"))
                _weights[blocks] += table.ByteCount + Alignment; // llama.cpp copies a shared table for the output
            for (int i = 0; i < blocks; i++)
                _cells[i] = StateBytes(file, i) is long state && state > 0 ? sequences * state : paddedCells * CellBytes(file, i);

            long width = table?.Shape[0] ?? Number(file, "embedding_length", 0), vocabulary = table?.Shape[1] ?? 0;
            long rows = Math.Min(batchTokens, paddedCells);
            long streams = file.Tensors.ContainsKey("altup_proj.weight") ? 4 : 1;
            long perLayer = file.Tensors.TryGetValue("per_layer_token_embd.weight", out GgufTensor? layers) ? layers.Shape[0] : 0;
            long attentions = Number(file, "attention.sliding_window", 0) > 0 ? 2 : 1;
            // In 32 bits: gate, up and their product, six rows of the model's width for each stream, and four of per-layer embeddings;
            // in 16 bits the attention mask, once more for layers with a window; in 32 bits the logits.
            Compute = rows * sizeof(float) * (3 * widest + 6 * width * streams + 4 * perLayer)
                + attentions * rows * paddedCells * sizeof(short)
                + Math.Min(outputs, rows) * vocabulary * sizeof(float);
            BytesInMainMemory = file.Tensors.Values.Sum(t => t.ByteCount) + Cells + Compute;
        }

        /// <summary>Layers that can be on a GPU, the output counted.</summary>
        public int Layers => _weights.Length;

        /// <summary>Bytes of the weights of all layers.</summary>
        public long Weights => _weights.Sum();

        /// <summary>Bytes of the KV cells, or of states in their place, of all layers.</summary>
        public long Cells => _cells.Sum();

        /// <summary>Bytes to compute with, however many layers there are.</summary>
        public long Compute { get; }

        /// <summary>Bytes of a GPU that hold the last so many layers and compute them.</summary>
        /// <param name="layers">0 to <see cref="Layers"/>.</param>
        /// <param name="withWeights">False if another conversation has put these weights there already.</param>
        public long Bytes(int layers, bool withWeights = true)
        {
            if (layers == 0)
                return 0;
            long bytes = Compute;
            for (int i = Layers - layers; i < Layers; i++)
                bytes += _cells[i] + (withWeights ? _weights[i] : 0);
            return bytes;
        }

        /// <summary>Bytes of main memory without a GPU. Weights are mapped from the file, so that they count only while they are used.</summary>
        public long BytesInMainMemory { get; }

        /// <summary>The most layers that fit into so many bytes.</summary>
        public int LayersWithin(long bytes)
        {
            int layers = Layers;
            while (Bytes(layers) > bytes)
                layers--;
            return layers;
        }

        static int Blocks(GgufFile file) => (int)Math.Max(0, Math.Min(4096, Number(file, "block_count", 0)));

        /// <summary>Where a tensor lies: its block, the output, or -1 for what always stays in main memory.</summary>
        static int LayerOf(string name, int blocks)
        {
            if (!name.StartsWith("blk.", StringComparison.Ordinal))
                return name.StartsWith("output", StringComparison.Ordinal) || name.StartsWith("rope_", StringComparison.Ordinal) ? blocks : -1;
            int end = name.IndexOf('.', 4);
            return end > 0 && int.TryParse(name.Substring(4, end - 4), NumberStyles.None, CultureInfo.InvariantCulture, out int block) && block < blocks ? block : -1;
        }

        /// <summary>Bytes of one cell in one layer: key and value as halves.</summary>
        static long CellBytes(GgufFile file, int block)
        {
            long heads = Number(file, "attention.head_count", 1, block), headWidth = Number(file, "embedding_length", 0) / Math.Max(1, heads);
            long keyHeads = Number(file, "attention.head_count_kv", heads, block);
            return sizeof(short) * (Width("k", "key_length") + Width("v", "value_length"));

            long Width(string letter, string key) => file.Tensors.TryGetValue($"blk.{block}.attn_{letter}.weight", out GgufTensor? weight)
                ? weight.Shape[1]
                : keyHeads * Number(file, "attention." + key, headWidth);
        }

        /// <summary>Bytes that a conversation takes in a layer that keeps a state of 32-bit floats; 0 for one that attends.</summary>
        static long StateBytes(GgufFile file, int block)
        {
            if (!file.Tensors.TryGetValue($"blk.{block}.ssm_conv1d.weight", out GgufTensor? kernel)
                && !file.Tensors.TryGetValue($"blk.{block}.shortconv.conv.weight", out kernel))
                return 0;
            return sizeof(float) * ((kernel.Shape[0] - 1) * kernel.Shape[1] + Number(file, "ssm.state_size", 0) * Number(file, "ssm.inner_size", 0));
        }

        /// <summary>A number for all layers, or the one for a layer.</summary>
        static long Number(GgufFile file, string key, long otherwise, int block = 0)
        {
            if (!file.Values.TryGetValue($"{file.Text("general.architecture")}.{key}", out GgufValue value))
                return otherwise;
            if (value.Type != GgufType.Array)
                return (long)value.Number;
            return value.Counts != null && block < value.Counts.Length ? value.Counts[block] : otherwise;
        }
    }
}
