using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>A line that may be said next, and its reply as far as it has been generated.</summary>
    /// <remarks>Thread-safe: the reply is gathered on the pool while the conversation's own thread may take it.</remarks>
    internal sealed class SpeculativeReply
    {
        readonly CancellationTokenSource _cancellation = new CancellationTokenSource();
        readonly RequestPriority _priority = new RequestPriority();
        readonly Queue<GenerationItem> _ready = new Queue<GenerationItem>(); // guarded by itself
        readonly SemaphoreSlim _count = new SemaphoreSlim(0); // items in _ready
        volatile bool _isUsable;

        /// <param name="text">The line.</param>
        /// <param name="draft">Recalls for it and writes its prompt.</param>
        public SpeculativeReply(string text, Func<string, CancellationToken, Task<TurnDraft>> draft)
        {
            Text = text;
            Draft = draft(text, _cancellation.Token);
        }

        public string Text { get; }

        public Task<TurnDraft> Draft { get; }

        public bool IsCancelled => _cancellation.IsCancellationRequested;

        /// <summary>Whether a reply is under way or complete, and has not failed.</summary>
        public bool IsUsable => _isUsable;

        /// <summary>Generates the whole reply and returns its tokens. Does not throw.</summary>
        public async Task<int> GenerateAsync(Func<TurnDraft, RequestPriority, CancellationToken, IAsyncEnumerable<GenerationItem>> generate)
        {
            int tokens = 0;
            try
            {
                TurnDraft draft = await Draft.ConfigureAwait(false);
                if (draft.Error != null || IsCancelled)
                    return 0;
                _isUsable = true;
                await foreach (GenerationItem item in generate(draft, _priority, _cancellation.Token).ConfigureAwait(false))
                {
                    _isUsable &= item.Error == null;
                    Add(item);
                    tokens++;
                }
            }
            catch (Exception e)
            {
                _isUsable = false;
                Add(GenerationItem.Last(new GenerationEnd(StopReason.Error, default, e as OjousamaException
                    ?? new OjousamaException($"Answering ahead of time failed: {e.Message.TrimEnd('.')}", "Say the line again", e))));
            }

            return tokens;
        }

        /// <summary>The reply: what is ready at once, the rest as it comes. Enumerate it once.</summary>
        public async IAsyncEnumerable<GenerationItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            _priority.Raise();
            using var registration = cancellationToken.Register(s => ((SpeculativeReply)s!).Cancel(), this);
            GenerationItem item;
            do
            {
                await _count.WaitAsync(cancellationToken).ConfigureAwait(true);
                lock (_ready)
                    item = _ready.Dequeue();
                yield return item;
            }
            while (!item.IsLast);
        }

        public void Cancel() => _cancellation.Cancel();

        void Add(GenerationItem item)
        {
            lock (_ready)
                _ready.Enqueue(item);
            _count.Release();
        }
    }
}
