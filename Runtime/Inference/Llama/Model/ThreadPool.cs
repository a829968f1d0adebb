using System;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>ggml's threads of one context. Without a pool of its own, it starts and joins them anew for every batch.</summary>
    /// <remarks>Disposed after the context, or once the context has computed with another.</remarks>
    internal sealed unsafe class ThreadPool : IDisposable
    {
        const int BelowNormal = -1;
        const uint Poll = 1; // some 2 ms of spinning for the next batch: longer than sampling takes, and over before the game or another context wants the core

        readonly LlamaLibrary _library;

        /// <param name="library">Lives longer than the pool.</param>
        /// <param name="count">The one that asks for a computation counts.</param>
        public ThreadPool(LlamaLibrary library, int count)
        {
            _library = library;
            Count = count;
            ThreadPoolParams parameters = library.DefaultThreadPoolParams(count);
            parameters.Priority = BelowNormal;
            parameters.Poll = Poll;
            Handle = library.NewThreadPool(&parameters);
        }

        public int Count { get; }

        /// <summary>Zero if there is no memory: then ggml does without.</summary>
        public IntPtr Handle { get; }

        public void Dispose()
        {
            if (Handle != IntPtr.Zero)
                _library.FreeThreadPool(Handle);
        }
    }
}
