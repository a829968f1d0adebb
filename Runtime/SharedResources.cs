using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama
{
    /// <summary>Loads an expensive thing once for all who want it at the same time, and disposes it when the last one lets go.</summary>
    /// <remarks>Thread-safe. Nothing is loaded or disposed under the lock, so that letting go never waits for a load.</remarks>
    internal sealed class SharedResources<TKey, T>
        where TKey : notnull
        where T : class, IDisposable
    {
        readonly Dictionary<TKey, Entry> _entries = new Dictionary<TKey, Entry>();

        /// <param name="key">Equal keys share.</param>
        /// <param name="load">Called by the first who asks, on his thread. Cancelled when nobody waits any more, and not before: others may wait too.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public async Task<Lease> RentAsync(TKey key, Func<CancellationToken, Task<T>> load, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Entry? entry;
            bool isFirst;
            lock (_entries)
            {
                isFirst = !_entries.TryGetValue(key, out entry);
                if (isFirst)
                    _entries[key] = entry = new Entry();
                entry!.Users++;
            }

            var lease = new Lease(entry, () => Release(key, entry));
            try
            {
                using (cancellationToken.Register(lease.Dispose))
                {
                    if (isFirst)
                        _ = LoadAsync(key, entry, load);
                    await WaitAsync(entry.Loaded.Task, cancellationToken).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                    return lease;
                }
            }
            catch
            {
                lease.Dispose();
                throw;
            }
        }

        /// <summary>Whether it is there, so that renting it costs nothing.</summary>
        public bool IsLoaded(TKey key)
        {
            lock (_entries)
                return _entries.TryGetValue(key, out Entry? entry) && entry.Loaded.Task.Status == TaskStatus.RanToCompletion;
        }

        /// <summary>One of those that are there; null if there is none like it.</summary>
        public T? Find(Predicate<T> match)
        {
            lock (_entries)
            {
                foreach (Entry entry in _entries.Values)
                {
                    if (entry.Loaded.Task.Status == TaskStatus.RanToCompletion && match(entry.Loaded.Task.Result))
                        return entry.Loaded.Task.Result;
                }
            }

            return null;
        }

        async Task LoadAsync(TKey key, Entry entry, Func<CancellationToken, Task<T>> load)
        {
            try
            {
                entry.Loaded.TrySetResult(await load(entry.Abandoned.Token).ConfigureAwait(false));
            }
            catch (Exception e)
            {
                lock (_entries)
                    Remove(key, entry); // the next who asks tries anew
                entry.Loaded.TrySetException(e);
            }
        }

        void Release(TKey key, Entry entry)
        {
            lock (_entries)
            {
                if (--entry.Users > 0)
                    return;
                Remove(key, entry);
            }

            entry.Abandoned.Cancel();
            // Usually there; if the last one lost interest while it loads and it loads all the same, it is disposed as soon as it comes.
            _ = entry.Loaded.Task.ContinueWith(
                t =>
                {
                    if (t.Exception == null) // asked in any case: a failure that nobody waits for is nobody's business
                        t.Result.Dispose();
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        void Remove(TKey key, Entry entry)
        {
            if (_entries.TryGetValue(key, out Entry? current) && current == entry)
                _entries.Remove(key);
        }

        static async Task WaitAsync(Task loading, CancellationToken cancellationToken)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
                await (await Task.WhenAny(loading, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }

        internal sealed class Entry
        {
            public TaskCompletionSource<T> Loaded { get; } = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);

            public CancellationTokenSource Abandoned { get; } = new CancellationTokenSource();

            public int Users { get; set; }
        }

        /// <summary>One user's share; disposing it twice counts once.</summary>
        internal sealed class Lease : IDisposable
        {
            readonly Entry _entry;
            Action? _release;

            public Lease(Entry entry, Action release)
            {
                _entry = entry;
                _release = release;
            }

            public T Value => _entry.Loaded.Task.Result;

            public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
        }
    }
}
