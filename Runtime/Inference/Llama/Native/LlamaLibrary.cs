using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>The functions of llama.cpp that this package calls, bound to exactly one release.</summary>
    /// <remarks>
    /// Pointers rather than DllImport, because the file names differ by platform and the folder is known at run time only.
    /// Immutable once loaded. Which functions are thread-safe is llama.h's matter: tokenising is, a context is not.
    /// </remarks>
    internal sealed unsafe class LlamaLibrary
    {
        public const string Release = "v0.4.0";

        static readonly object s_lock = new object();
        static LlamaLibrary? s_instance;

        public readonly delegate* unmanaged[Cdecl]<LlamaModelParams> DefaultModelParams;
        public readonly delegate* unmanaged[Cdecl]<LlamaContextParams> DefaultContextParams;
        public readonly delegate* unmanaged[Cdecl]<byte*, LlamaModelParams, IntPtr> LoadModel;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, void> FreeModel;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, LlamaContextParams, IntPtr> NewContext;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, void> FreeContext;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr> GetVocabulary;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int> EmbeddingSize;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int> WindowSize;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte> IsRecurrent;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte> IsHybrid;

        public readonly delegate* unmanaged[Cdecl]<IntPtr, int> VocabularySize;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, byte> IsEndOfGeneration;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int> BosToken;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int> EosToken;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte> AddsBos;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, int, int*, int, byte, byte, int> Tokenize;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, byte*, int, int, byte, int> TokenToPiece;

        public readonly delegate* unmanaged[Cdecl]<int, int, int, LlamaBatch> NewBatch;
        public readonly delegate* unmanaged[Cdecl]<LlamaBatch, void> FreeBatch;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, LlamaBatch, int> Decode;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, float*> GetLogits;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, float*> GetSequenceEmbedding;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void> SetAbortCallback;

        public readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr> GetMemory;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte, void> ClearMemory;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, int, int, byte> RemoveFromSequence;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> FirstPosition;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, int, int, int, void> CopySequence;

        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, UIntPtr> StateSize;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, UIntPtr, int, UIntPtr> SaveState;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, UIntPtr, int, UIntPtr> LoadState;

        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr> LoadAdapter;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, void> FreeAdapter;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr*, UIntPtr, float*, int> SetAdapters;

        public readonly delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, IntPtr> NewGrammar;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, TokenDataArray*, void> ApplySampler;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, void> AcceptToken;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, void> FreeSampler;

        public readonly delegate* unmanaged[Cdecl]<int, ThreadPoolParams> DefaultThreadPoolParams;
        public readonly delegate* unmanaged[Cdecl]<ThreadPoolParams*, IntPtr> NewThreadPool;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, void> FreeThreadPool;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void> AttachThreadPool;
        public readonly delegate* unmanaged[Cdecl]<IntPtr, int, int, void> SetThreads;

        /// <summary>Handles of libggml-base and libggml, for those who bind more of them.</summary>
        public readonly IntPtr Core, Ggml;

        /// <summary>What can compute.</summary>
        public readonly BackendRegistry Backends;

        /// <summary>GPU backends, opened on first use.</summary>
        public readonly GpuBackends Gpus;

        LlamaLibrary(string folder, string baseFile, string ggmlFile, string llamaFile)
        {
            // In the order of their dependencies, so that the loader finds each by name among those already loaded.
            IntPtr core = Core = SharedLibrary.Open(Path.Combine(folder, baseFile));
            IntPtr ggml = Ggml = SharedLibrary.Open(Path.Combine(folder, ggmlFile));
            IntPtr llama = SharedLibrary.Open(Path.Combine(folder, llamaFile));
            ((delegate* unmanaged[Cdecl]<IntPtr, IntPtr, void>)SharedLibrary.Symbol(llama, "llama_log_set"))(LlamaLog.CallbackPointer, IntPtr.Zero);

            DefaultModelParams = (delegate* unmanaged[Cdecl]<LlamaModelParams>)SharedLibrary.Symbol(llama, "llama_model_default_params");
            DefaultContextParams = (delegate* unmanaged[Cdecl]<LlamaContextParams>)SharedLibrary.Symbol(llama, "llama_context_default_params");
            DefaultThreadPoolParams = (delegate* unmanaged[Cdecl]<int, ThreadPoolParams>)SharedLibrary.Symbol(core, "ggml_threadpool_params_default");
            CheckRelease(SharedLibrary.Text(((delegate* unmanaged[Cdecl]<IntPtr>)SharedLibrary.Symbol(llama, "llama_version"))()));

            LoadModel = (delegate* unmanaged[Cdecl]<byte*, LlamaModelParams, IntPtr>)SharedLibrary.Symbol(llama, "llama_model_load_from_file");
            FreeModel = (delegate* unmanaged[Cdecl]<IntPtr, void>)SharedLibrary.Symbol(llama, "llama_model_free");
            NewContext = (delegate* unmanaged[Cdecl]<IntPtr, LlamaContextParams, IntPtr>)SharedLibrary.Symbol(llama, "llama_init_from_model");
            FreeContext = (delegate* unmanaged[Cdecl]<IntPtr, void>)SharedLibrary.Symbol(llama, "llama_free");
            GetVocabulary = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)SharedLibrary.Symbol(llama, "llama_model_get_vocab");
            EmbeddingSize = (delegate* unmanaged[Cdecl]<IntPtr, int>)SharedLibrary.Symbol(llama, "llama_model_n_embd_out");
            WindowSize = (delegate* unmanaged[Cdecl]<IntPtr, int>)SharedLibrary.Symbol(llama, "llama_model_n_swa");
            IsRecurrent = (delegate* unmanaged[Cdecl]<IntPtr, byte>)SharedLibrary.Symbol(llama, "llama_model_is_recurrent");
            IsHybrid = (delegate* unmanaged[Cdecl]<IntPtr, byte>)SharedLibrary.Symbol(llama, "llama_model_is_hybrid");

            VocabularySize = (delegate* unmanaged[Cdecl]<IntPtr, int>)SharedLibrary.Symbol(llama, "llama_vocab_n_tokens");
            IsEndOfGeneration = (delegate* unmanaged[Cdecl]<IntPtr, int, byte>)SharedLibrary.Symbol(llama, "llama_vocab_is_eog");
            BosToken = (delegate* unmanaged[Cdecl]<IntPtr, int>)SharedLibrary.Symbol(llama, "llama_vocab_bos");
            EosToken = (delegate* unmanaged[Cdecl]<IntPtr, int>)SharedLibrary.Symbol(llama, "llama_vocab_eos");
            AddsBos = (delegate* unmanaged[Cdecl]<IntPtr, byte>)SharedLibrary.Symbol(llama, "llama_vocab_get_add_bos");
            Tokenize = (delegate* unmanaged[Cdecl]<IntPtr, byte*, int, int*, int, byte, byte, int>)SharedLibrary.Symbol(llama, "llama_tokenize");
            TokenToPiece = (delegate* unmanaged[Cdecl]<IntPtr, int, byte*, int, int, byte, int>)SharedLibrary.Symbol(llama, "llama_token_to_piece");

            NewBatch = (delegate* unmanaged[Cdecl]<int, int, int, LlamaBatch>)SharedLibrary.Symbol(llama, "llama_batch_init");
            FreeBatch = (delegate* unmanaged[Cdecl]<LlamaBatch, void>)SharedLibrary.Symbol(llama, "llama_batch_free");
            Decode = (delegate* unmanaged[Cdecl]<IntPtr, LlamaBatch, int>)SharedLibrary.Symbol(llama, "llama_decode");
            GetLogits = (delegate* unmanaged[Cdecl]<IntPtr, int, float*>)SharedLibrary.Symbol(llama, "llama_get_logits_ith");
            GetSequenceEmbedding = (delegate* unmanaged[Cdecl]<IntPtr, int, float*>)SharedLibrary.Symbol(llama, "llama_get_embeddings_seq");
            SetAbortCallback = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void>)SharedLibrary.Symbol(llama, "llama_set_abort_callback");

            GetMemory = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr>)SharedLibrary.Symbol(llama, "llama_get_memory");
            ClearMemory = (delegate* unmanaged[Cdecl]<IntPtr, byte, void>)SharedLibrary.Symbol(llama, "llama_memory_clear");
            RemoveFromSequence = (delegate* unmanaged[Cdecl]<IntPtr, int, int, int, byte>)SharedLibrary.Symbol(llama, "llama_memory_seq_rm");
            FirstPosition = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)SharedLibrary.Symbol(llama, "llama_memory_seq_pos_min");
            CopySequence = (delegate* unmanaged[Cdecl]<IntPtr, int, int, int, int, void>)SharedLibrary.Symbol(llama, "llama_memory_seq_cp");

            StateSize = (delegate* unmanaged[Cdecl]<IntPtr, int, UIntPtr>)SharedLibrary.Symbol(llama, "llama_state_seq_get_size");
            SaveState = (delegate* unmanaged[Cdecl]<IntPtr, byte*, UIntPtr, int, UIntPtr>)SharedLibrary.Symbol(llama, "llama_state_seq_get_data");
            LoadState = (delegate* unmanaged[Cdecl]<IntPtr, byte*, UIntPtr, int, UIntPtr>)SharedLibrary.Symbol(llama, "llama_state_seq_set_data");

            LoadAdapter = (delegate* unmanaged[Cdecl]<IntPtr, byte*, IntPtr>)SharedLibrary.Symbol(llama, "llama_adapter_lora_init");
            FreeAdapter = (delegate* unmanaged[Cdecl]<IntPtr, void>)SharedLibrary.Symbol(llama, "llama_adapter_lora_free");
            SetAdapters = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr*, UIntPtr, float*, int>)SharedLibrary.Symbol(llama, "llama_set_adapters_lora");
            NewGrammar = (delegate* unmanaged[Cdecl]<IntPtr, byte*, byte*, IntPtr>)SharedLibrary.Symbol(llama, "llama_sampler_init_grammar");
            ApplySampler = (delegate* unmanaged[Cdecl]<IntPtr, TokenDataArray*, void>)SharedLibrary.Symbol(llama, "llama_sampler_apply");
            AcceptToken = (delegate* unmanaged[Cdecl]<IntPtr, int, void>)SharedLibrary.Symbol(llama, "llama_sampler_accept");
            FreeSampler = (delegate* unmanaged[Cdecl]<IntPtr, void>)SharedLibrary.Symbol(llama, "llama_sampler_free");
            AttachThreadPool = (delegate* unmanaged[Cdecl]<IntPtr, IntPtr, IntPtr, void>)SharedLibrary.Symbol(llama, "llama_attach_threadpool");
            SetThreads = (delegate* unmanaged[Cdecl]<IntPtr, int, int, void>)SharedLibrary.Symbol(llama, "llama_set_n_threads");

            Backends = new BackendRegistry(core, ggml);
            Backends.LoadCpu(folder);
            Gpus = new GpuBackends(Backends, folder);
            ((delegate* unmanaged[Cdecl]<void>)SharedLibrary.Symbol(llama, "llama_backend_init"))(); // after: without a backend it looks for some itself

            // The CPU backend's own functions come through its registry, as the file that holds them was chosen by this CPU's features.
            NewThreadPool = (delegate* unmanaged[Cdecl]<ThreadPoolParams*, IntPtr>)Backends.Function(Backends.Cpu, "ggml_threadpool_new");
            FreeThreadPool = (delegate* unmanaged[Cdecl]<IntPtr, void>)Backends.Function(Backends.Cpu, "ggml_threadpool_free");
        }

        /// <summary>Loads the library on the first call; later calls cost a lock.</summary>
        /// <exception cref="OjousamaException">Missing, foreign or of another release. The next call tries again.</exception>
        public static LlamaLibrary Load()
        {
            lock (s_lock)
            {
                if (s_instance != null)
                    return s_instance;
                var (core, ggml, llama) = FileNames();
                return s_instance = new LlamaLibrary(PackagePaths.FindNativeFolder(llama), core, ggml, llama);
            }
        }

        static (string Core, string Ggml, string Llama) FileNames()
        {
            if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
                return ("ggml-base.dll", $"ggml.{Release}.dll", $"llama.{Release}.dll");
            if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
                return ("libggml-base.dylib", $"libggml.metal.{Release}.dylib", $"libllama.metal.{Release}.dylib");
            return ("libggml-base.so", $"libggml.{Release}.so", $"libllama.{Release}.so");
        }

        /// <summary>The version, struct sizes, and defaults known from the sources: a field that moved reads as something else.</summary>
        void CheckRelease(string version)
        {
            bool sizes = sizeof(LlamaModelParams) == 80 && sizeof(LlamaContextParams) == 160 && sizeof(LlamaBatch) == 56
                && sizeof(ThreadPoolParams) == 528;
            if (sizes && version.StartsWith("0.4.0", StringComparison.Ordinal))
            {
                LlamaModelParams m = DefaultModelParams();
                LlamaContextParams c = DefaultContextParams();
                ThreadPoolParams t = DefaultThreadPoolParams(3);
                if (m.GpuLayers == -1 && m.SplitMode == 1 && m.LoadMode == -1 && m.LazyMode == 1 && m.UseExtraBuffers == 1 && m.LoadMtp == 0
                    && c.ContextTokens == 512 && c.BatchTokens == 2048 && c.MicroBatchTokens == 512 && c.MaxSequences == 1
                    && c.FlashAttention == -1 && c.YarnExtFactor == -1f && c.DefragThreshold == -1f && c.TypeK == 1 && c.TypeV == 1
                    && c.Embeddings == 0 && c.OffloadKqv == 1 && c.FullSlidingWindow == 1 && c.UnifiedCache == 0 && c.OtherContext == IntPtr.Zero
                    && t.Threads == 3 && t.Poll == 50 && t.StrictCpu == 0 && t.Paused == 0)
                    return;
            }

            throw new OjousamaException(
                $"llama.cpp's library is release '{version}', but this package is bound to {Release}",
                "Delete the native folder and build Ojousama.Plugin.csproj again");
        }
    }
}
