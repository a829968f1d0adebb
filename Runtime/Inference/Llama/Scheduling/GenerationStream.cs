using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using System.Threading.Tasks.Sources;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>One reply on its way from the worker, which writes it, to one consumer, who awaits it.</summary>
    /// <remarks>
    /// Every item has its place from the start, so that neither side waits for the other and nothing is allocated per token.
    /// The consumer resumes on the SynchronizationContext it awaits from, else on the thread pool; never on the worker.
    /// </remarks>
    internal sealed class GenerationStream : IAsyncEnumerable<GenerationItem>, IAsyncEnumerator<GenerationItem>, IValueTaskSource<bool>
    {
        static readonly Action<object?> s_cancel = s => ((GenerationStream)s!).Cancel();

        readonly InferenceWorker _worker;
        readonly object _owner;
        readonly CancellationToken _cancellationToken;
        readonly GenerationItem[] _items;
        ManualResetValueTaskSourceCore<bool> _wake = new ManualResetValueTaskSourceCore<bool> { RunContinuationsAsynchronously = true };
        CancellationTokenRegistration _registration, _enumeratorRegistration;
        int _written, _read; // guarded by _items
        bool _waiting; // guarded by _items
        int _started;
        volatile bool _cancelled;

        /// <param name="worker">Serves the request.</param>
        /// <param name="owner">Kept alive until the stream has been read.</param>
        /// <param name="request">What to generate.</param>
        /// <param name="maxItems">A bound of the items to come, the last included.</param>
        /// <param name="cancellationToken">The caller's.</param>
        public GenerationStream(InferenceWorker worker, object owner, GenerationRequest request, int maxItems, CancellationToken cancellationToken)
        {
            _worker = worker;
            _owner = owner;
            Request = request;
            _cancellationToken = cancellationToken;
            _items = new GenerationItem[maxItems];
        }

        public GenerationRequest Request { get; }

        public Stopwatch Watch { get; } = new Stopwatch();

        /// <summary>Whether nobody wants the rest; the worker looks at it between steps.</summary>
        public bool IsCancelled => _cancelled;

        public GenerationItem Current { get; private set; }

        /// <summary>Sends the request to the worker. A stream can be enumerated once.</summary>
        public IAsyncEnumerator<GenerationItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            if (Interlocked.Exchange(ref _started, 1) != 0)
                throw new InvalidOperationException("A reply can be enumerated once; ask for another.");
            _registration = _cancellationToken.Register(s_cancel, this);
            if (cancellationToken != _cancellationToken)
                _enumeratorRegistration = cancellationToken.Register(s_cancel, this);
            Watch.Start();
            _worker.Submit(this);
            return this;
        }

        /// <summary>Called by the worker only.</summary>
        public void Write(GenerationItem item)
        {
            bool wake;
            lock (_items)
            {
                _items[_written++] = item;
                wake = _waiting;
                _waiting = false;
            }

            if (wake)
                _wake.SetResult(true);
        }

        public ValueTask<bool> MoveNextAsync()
        {
            lock (_items)
            {
                if (Current.IsLast)
                    return new ValueTask<bool>(false);
                if (_read < _written)
                {
                    Current = _items[_read++];
                    return new ValueTask<bool>(true);
                }

                _wake.Reset();
                _waiting = true;
                return new ValueTask<bool>(this, _wake.Version);
            }
        }

        public ValueTask DisposeAsync()
        {
            _registration.Dispose();
            _enumeratorRegistration.Dispose();
            Cancel();
            GC.KeepAlive(_owner);
            return default;
        }

        bool IValueTaskSource<bool>.GetResult(short token)
        {
            _wake.GetResult(token);
            lock (_items)
                Current = _items[_read++];
            return true;
        }

        ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wake.GetStatus(token);

        void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _wake.OnCompleted(continuation, state, token, flags);

        void Cancel() => _cancelled = true;
    }
}
