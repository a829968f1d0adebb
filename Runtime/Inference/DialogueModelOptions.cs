using System;
using Ojousama.Inference.Llama;

namespace Ojousama.Inference
{
    /// <summary>How much of the machine a model may use. Copied when the model is loaded.</summary>
    public sealed class DialogueModelOptions
    {
        /// <summary>Tokens of one conversation that the model sees at once, reply included.</summary>
        /// <value>Default 2048.</value>
        public int ContextTokens { get; init; } = 2048;

        /// <summary>Tokens that all conversations together keep in memory, so that the next turn decodes only what is new. 0 stands for twice <see cref="ContextTokens"/>.</summary>
        /// <value>Default 0. A token takes 18 kB with Gemma 3 270M.</value>
        public int CacheTokens { get; init; }

        /// <summary>Conversations that are kept or answered at once; more wait, and the one left alone for the longest is forgotten first.</summary>
        /// <value>Default 8.</value>
        public int MaxConversations { get; init; } = 8;

        /// <summary>Bytes of main memory for conversations that lose their place in the cache, so that taking one up again costs a copy and no new reading. 0 keeps none.</summary>
        /// <value>Default 64 MiB, some 3,500 tokens with Gemma 3 270M.</value>
        public long SnapshotBytes { get; init; } = 64L << 20;

        /// <summary>Most CPU threads; 0 for as many as the machine has physical cores, at most 8. On a busy machine fewer compute: as many as are fastest.</summary>
        /// <value>Default 0.</value>
        public int Threads { get; init; }

        /// <summary>Most layers to keep on a GPU, the output counted as one; -1 for as many as <see cref="Vram"/> holds, 0 for none, which starts no GPU's driver.</summary>
        /// <remarks>
        /// GPUs are tried in turn, the best first (CUDA, Metal, Vulkan), by loading the model and computing some tokens; what fails is tried with fewer
        /// layers, then on the next, and last on the CPU. See <see cref="LlamaDialogueModel.Placement"/>.
        /// </remarks>
        /// <value>Default -1.</value>
        public int GpuLayers { get; init; } = -1;

        /// <summary>GPU memory for weights, KV cells and what is computed with; the layers that do not fit stay on the CPU. Adapters come on top: they are small.</summary>
        /// <value>Default three quarters of the GPU's memory, and never more than is free.</value>
        public VramBudget Vram { get; init; }

        /// <summary>Told in one line each when and why another number of threads computes, on the model's thread: return soon. Null for silence.</summary>
        public Action<string>? Log { get; init; }

        /// <summary>Cells of the KV cache.</summary>
        internal int TotalTokens => CacheTokens == 0 ? 2 * ContextTokens : CacheTokens;

        internal void Check()
        {
            if (ContextTokens < 64 || ContextTokens > 1 << 20)
                throw new OjousamaException($"A context of {ContextTokens} tokens is out of range", "Set contextTokens to 64 or more, e.g. 2048");
            if (TotalTokens < ContextTokens || TotalTokens > 1 << 24)
                throw new OjousamaException(
                    $"A cache of {CacheTokens} tokens does not hold one conversation of {ContextTokens}", "Set CacheTokens to 0 or at least ContextTokens");
            if (MaxConversations < 1 || MaxConversations > 256)
                throw new OjousamaException($"{MaxConversations} conversations at once are out of range", "Set MaxConversations from 1 to 256");
            if (SnapshotBytes < 0)
                throw new OjousamaException($"Snapshots of {SnapshotBytes} bytes is out of range", "Set SnapshotBytes to 0 or more");
            if (GpuLayers < -1)
                throw new OjousamaException($"{GpuLayers} GPU layers are out of range", "Set GpuLayers to -1, which takes as many as fit, or to 0 or more");
            if (Threads < 0 || Threads > 512)
                throw new OjousamaException($"{Threads} threads are out of range", "Set threads to 0, which fits the machine");
        }
    }
}
