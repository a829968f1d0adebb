using System;
using System.Diagnostics;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>A model's working memory: KV cells of many sequences, and the batch that is decoded next.</summary>
    /// <remarks>Not thread-safe; every member is called by its owner's thread. Must be disposed before its model.</remarks>
    internal sealed unsafe class LlamaContext : IDisposable
    {
        // With room for fewer, llama.cpp lays its buffer out so that two threads read a prompt under an adapter an eighth slower.
        const int LeastOutputs = 64;

        readonly LlamaLibrary _library;
        readonly int _vocabularySize;
        readonly int _embeddingSize;
        readonly IntPtr _memory;
        IntPtr _handle;
        ThreadPool? _threads, _restingThreads; // those in use, and those before
        LlamaBatch _batch;

        /// <param name="model">Lives longer than the context.</param>
        /// <param name="sequences">Most sequences at once; each must be below this.</param>
        /// <param name="cells">Tokens that all sequences together can hold. A shared prefix counts once.</param>
        /// <param name="batchTokens">Most tokens of a batch.</param>
        /// <param name="threads">Native threads, until <see cref="Threads"/> says otherwise.</param>
        /// <param name="embeddings">Whether it embeds whole sequences instead of predicting tokens.</param>
        public LlamaContext(LlamaModel model, int sequences, int cells, int batchTokens, int threads, bool embeddings)
        {
            _library = model.Library;
            _vocabularySize = model.Vocabulary.Count;
            _embeddingSize = model.EmbeddingSize;

            LlamaContextParams parameters = _library.DefaultContextParams();
            parameters.ContextTokens = (uint)cells;
            parameters.BatchTokens = (uint)batchTokens;
            parameters.MicroBatchTokens = (uint)batchTokens;
            parameters.MaxSequences = (uint)sequences;
            parameters.MaxOutputs = embeddings ? 0u : (uint)Outputs(sequences);
            parameters.Threads = threads;
            parameters.BatchThreads = threads;
            parameters.Embeddings = (byte)(embeddings ? 1 : 0);
            parameters.OpOffload = 0; // weights that do not fit on the GPU would travel there for every long batch, past the budget
            parameters.UnifiedCache = (byte)(embeddings ? 0 : 1);
            LlamaLog.TakeError();
            _handle = _library.NewContext(model.Handle, parameters);
            if (_handle == IntPtr.Zero)
                throw new OjousamaException(
                    $"There is not enough memory for a context of {cells} tokens{LlamaLog.TakeError()}",
                    "Lower the sheet's contextTokens or take a smaller model");
            _memory = _library.GetMemory(_handle);
            _batch = _library.NewBatch(batchTokens, 0, 1);
            BatchCapacity = batchTokens;
            SupportsTruncation = _library.IsRecurrent(model.Handle) == 0 && _library.IsHybrid(model.Handle) == 0;
            Window = _library.WindowSize(model.Handle);
            Threads = threads;
        }

        /// <summary>Rows of logits that a batch of so many sequences has room for. Those that stay unused take no main memory.</summary>
        public static int Outputs(int sequences) => Math.Max(sequences, LeastOutputs);

        /// <summary>Whether a sequence can be cut to a prefix; recurrent models hold no state but the last.</summary>
        public bool SupportsTruncation { get; }

        /// <summary>Tokens that layers with a sliding window look back; 0 if there are none.</summary>
        public int Window { get; }

        public int BatchCapacity { get; }

        /// <summary>How many compute the batches that follow. They are started by the thread that decodes, and have its priority.</summary>
        /// <remarks>Scores may differ in their last digits from those of another number: flash attention cuts long caches into a part a thread.</remarks>
        public int Threads { get; set; }

        /// <summary>How long the last <see cref="Decode"/> computed, without the wait for others who compute. On a GPU, how long it took to ask for it.</summary>
        public TimeSpan DecodeTime { get; private set; }

        public int BatchCount => _batch.Count;

        public void ClearBatch() => _batch.Count = 0;

        /// <summary>Adds a token to the batch and returns its index there.</summary>
        public int Add(int token, int position, int sequence, bool wantsOutput)
        {
            int i = _batch.Count++;
            _batch.Tokens[i] = token;
            _batch.Positions[i] = position;
            _batch.SequenceCounts[i] = 1;
            _batch.Sequences[i][0] = sequence;
            _batch.Outputs[i] = (sbyte)(wantsOutput ? 1 : 0);
            return i;
        }

        /// <summary>Computes the batch.</summary>
        /// <returns>0: done; 1: no free cells; 2: aborted; below 0: failed. Except for 0, the cells are as they were before.</returns>
        public int Decode()
        {
            LlamaLog.TakeError();
            using (ComputeGate.Enter())
            {
                ThreadPool? outdated = UseThreads();
                long start = Stopwatch.GetTimestamp();
                int result = _library.Decode(_handle, _batch);
                DecodeTime = TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency);
                outdated?.Dispose();
                return result;
            }
        }

        /// <summary>Scores of every token to follow the batch's token of this index. Valid, and free to be changed, until the next <see cref="Decode"/>.</summary>
        public Span<float> Logits(int index)
        {
            float* row = _library.GetLogits(_handle, index);
            return row == null ? default : new Span<float>(row, _vocabularySize);
        }

        /// <summary>The pooled embedding of a sequence of the last batch. Valid until the next <see cref="Decode"/>.</summary>
        public ReadOnlySpan<float> Embedding(int sequence)
        {
            float* row = _library.GetSequenceEmbedding(_handle, sequence);
            return row == null ? default : new ReadOnlySpan<float>(row, _embeddingSize);
        }

        /// <summary>Keeps the first tokens of a sequence only. False, with nothing kept, if the model's memory cannot be cut.</summary>
        public bool Truncate(int sequence, int length)
        {
            if (_library.RemoveFromSequence(_memory, sequence, length, -1) != 0)
                return true;
            _library.RemoveFromSequence(_memory, sequence, -1, -1);
            return false;
        }

        /// <summary>What a sequence can be cut to: not shorter than this, unless it is emptied.</summary>
        /// <remarks>
        /// Cells that the window of some layers has left are given to other sequences, and are not copied out: what is cut shorter would look
        /// back at them. Where layers keep a state in place of cells, there is only the last one.
        /// </remarks>
        public int LeastLength(int sequence)
        {
            int first = _library.FirstPosition(_memory, sequence);
            return first <= 0 ? 0 : SupportsTruncation ? first + Window - 1 : first + 1;
        }

        /// <summary>Lets an empty sequence share the first cells of another; nothing is copied.</summary>
        public void Share(int from, int to, int length) => _library.CopySequence(_memory, from, to, 0, length);

        /// <summary>Bytes of a sequence's cells.</summary>
        public long StateSize(int sequence) => (long)_library.StateSize(_handle, sequence);

        /// <summary>Copies a sequence's cells out. False if the size is not what <see cref="StateSize"/> said.</summary>
        public bool SaveState(int sequence, byte* to, long size) => (long)_library.SaveState(_handle, to, (UIntPtr)size, sequence) == size;

        /// <summary>Copies cells into an empty sequence. False, with it still empty, if there is no room.</summary>
        public bool LoadState(int sequence, byte* from, long size)
        {
            if ((long)_library.LoadState(_handle, from, (UIntPtr)size, sequence) == size)
                return true;
            Truncate(sequence, 0);
            return false;
        }

        /// <summary>Makes a batch of tokens that say nothing, at the end of the first sequence, with scores for the last: to see whether, and how fast, it computes.</summary>
        /// <param name="position">How many it holds already.</param>
        /// <param name="count">At most a batch.</param>
        public void FillBatch(int position, int count)
        {
            ClearBatch();
            for (int i = 0; i < count; i++)
                Add(0, position + i, 0, wantsOutput: i == count - 1);
        }

        /// <summary>Computes a short prompt and a token after it, whatever they say, and forgets them.</summary>
        /// <exception cref="OjousamaException">It fails, or scores are no numbers: the device or its driver cannot compute this model.</exception>
        public void VerifyCompute()
        {
            const int length = 16; // backends compute products of a few rows and of many by different code
            for (int done = 0; done < length + 1; done += length)
            {
                int count = done == 0 ? length : 1;
                FillBatch(done, count);
                int result = Decode();
                if (result != 0)
                    throw new OjousamaException($"llama.cpp could not decode on it (code {result}){LlamaLog.TakeError()}", "Update the GPU's driver");
                foreach (float score in Logits(count - 1))
                {
                    if (float.IsNaN(score) || float.IsInfinity(score))
                        throw new OjousamaException("It computes scores that are no numbers", "Update the GPU's driver");
                }
            }

            Clear();
        }

        /// <summary>Forgets every sequence.</summary>
        public void Clear() => _library.ClearMemory(_memory, 0);

        /// <summary>Applies an adapter, or none, to the batches that follow. A change costs a few milliseconds.</summary>
        public void SetAdapter(LlamaAdapter? adapter, float scale)
        {
            IntPtr handle = adapter?.Handle ?? IntPtr.Zero;
            _library.SetAdapters(_handle, &handle, (UIntPtr)(adapter == null ? 0u : 1u), &scale);
        }

        /// <summary>Asked between the parts of a computation on the CPU whether to abort it; zero to ask no more.</summary>
        public void SetAbortCallback(IntPtr callback, IntPtr data) => _library.SetAbortCallback(_handle, callback, data);

        public void Dispose()
        {
            if (_handle == IntPtr.Zero)
                return;
            _library.FreeContext(_handle);
            _handle = IntPtr.Zero;
            _library.FreeBatch(_batch);
            _threads?.Dispose();
            _restingThreads?.Dispose();
        }

        /// <summary>Takes as many threads as are wanted, and no more: one that has nothing to compute would spin for its next batch.</summary>
        /// <remarks>Those before are put to sleep by the backend and kept: a thread that is woken gets a free core at once, a new one after some ten milliseconds.</remarks>
        /// <returns>Those that are needed no more, once the batch is computed.</returns>
        ThreadPool? UseThreads()
        {
            if (_threads?.Count == Threads)
                return null;
            ThreadPool? outdated = _restingThreads?.Count == Threads ? null : _restingThreads;
            ThreadPool next = outdated == null && _restingThreads != null ? _restingThreads : new ThreadPool(_library, Threads);
            _restingThreads = _threads;
            _threads = next;
            _library.AttachThreadPool(_handle, _threads.Handle, IntPtr.Zero);
            _library.SetThreads(_handle, Threads, Threads);
            return outdated;
        }
    }
}
