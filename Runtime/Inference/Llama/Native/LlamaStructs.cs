using System;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    // Field for field the structs of llama.h and ggml.h, release v0.4.0, on 64-bit machines. C's bool is one byte.
    // LlamaLibrary compares the library's own default values with what these fields read before anything else runs.

    /// <summary><c>llama_model_params</c>, 80 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LlamaModelParams
    {
        public IntPtr Devices; // null: all
        public IntPtr TensorBufferOverrides;
        public int GpuLayers; // -1: all
        public int SplitMode;
        public int LoadMode;
        public int LazyMode;
        public int MainGpu;
        public IntPtr TensorSplit;
        public IntPtr ProgressCallback;
        public IntPtr ProgressData;
        public IntPtr KeyOverrides;
        public byte VocabularyOnly;
        public byte CheckTensors;
        public byte UseExtraBuffers; // repacked weights
        public byte NoHost;
        public byte NoAllocation;
        public byte LoadMtp;
    }

    /// <summary><c>llama_context_params</c>, 160 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct LlamaContextParams
    {
        public uint ContextTokens; // cells of the KV cache, all sequences together
        public uint BatchTokens;
        public uint MicroBatchTokens;
        public uint MaxSequences;
        public uint RecurrentSnapshots;
        public uint MaxOutputs; // rows of logits a batch
        public uint MaxOutputsPerSequence;
        public int Threads; // for batches of one token
        public int BatchThreads;
        public int ContextType;
        public int RopeScalingType;
        public int PoolingType;
        public int AttentionType;
        public int FlashAttention;
        public float RopeFrequencyBase;
        public float RopeFrequencyScale;
        public float YarnExtFactor;
        public float YarnAttentionFactor;
        public float YarnBetaFast;
        public float YarnBetaSlow;
        public uint YarnOriginalContext;
        public float DefragThreshold;
        public IntPtr EvalCallback;
        public IntPtr EvalCallbackData;
        public int TypeK;
        public int TypeV;
        public IntPtr AbortCallback;
        public IntPtr AbortCallbackData;
        public byte Embeddings;
        public byte OffloadKqv;
        public byte NoPerf;
        public byte OpOffload;
        public byte FullSlidingWindow; // keeps every position, so that a prefix can be cut and reused exactly
        public byte UnifiedCache; // one pool of cells for all sequences: a shared prefix is stored once
        public IntPtr Samplers;
        public UIntPtr SamplerCount;
        public IntPtr OtherContext;
    }

    /// <summary><c>llama_batch</c>, 56 bytes; arrays of <see cref="Count"/> entries.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct LlamaBatch
    {
        public int Count;
        public int* Tokens;
        public float* Embeddings;
        public int* Positions;
        public int* SequenceCounts;
        public int** Sequences;
        public sbyte* Outputs;
    }

    /// <summary><c>ggml_threadpool_params</c>, 528 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct ThreadPoolParams
    {
        public fixed byte CpuMask[512]; // GGML_MAX_N_THREADS; all zero: no affinity
        public int Threads;
        public int Priority; // ggml_sched_priority; -1: below normal
        public uint Poll; // 0 to 100: how long idle threads spin before they sleep
        public byte StrictCpu;
        public byte Paused;
    }

    /// <summary><c>llama_token_data</c>, 12 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TokenData
    {
        public int Token;
        public float Logit;
        public float Probability;
    }

    /// <summary><c>llama_token_data_array</c>, 32 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct TokenDataArray
    {
        public TokenData* Data;
        public UIntPtr Count;
        public long Selected;
        public byte IsSorted;
    }
}
