using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Loading
{
    /// <summary>Loads an expensive thing once for all who want it at the same time, and disposes it when the last one lets go.</summary>
    /// <remarks>Thread-safe.</remarks>
    internal sealed class SharedResources<TKey, T>
        where TKey : notnull
        where T : class, IDisposable
    {
        readonly Dictionary<TKey, Entry> _entries = new Dictionary<TKey, Entry>();

        /// <param name="key">Equal keys share.</param>
        /// <param name="load">Called by the first who asks; it is not cancelled when that one loses interest, as others may wait too.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        public async Task<Lease> RentAsync(TKey key, Func<Task<T>> load, CancellationToken cancellationToken)
        {
            Entry? entry;
            lock (_entries)
            {
                if (!_entries.TryGetValue(key, out entry) || entry.Loading.IsFaulted)
                    _entries[key] = entry = new Entry(load());
                entry.Users++;
            }

            try
            {
                return new Lease(await WaitAsync(entry.Loading, cancellationToken).ConfigureAwait(false), () => Release(key, entry));
            }
            catch
            {
                Release(key, entry);
                throw;
            }
        }

        void Release(TKey key, Entry entry)
        {
            lock (_entries)
            {
                if (--entry.Users > 0)
                    return;
                if (_entries.TryGetValue(key, out var current) && current == entry)
                    _entries.Remove(key);
            }

            // Usually complete; if the last one lost interest while it loads, it is disposed as soon as it is there.
            _ = entry.Loading.ContinueWith(
                t => t.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        static async Task<T> WaitAsync(Task<T> loading, CancellationToken cancellationToken)
        {
            var cancelled = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken)))
                return await (await Task.WhenAny(loading, cancelled.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }

        sealed class Entry
        {
            public Entry(Task<T> loading) => Loading = loading;

            public Task<T> Loading { get; }

            public int Users { get; set; }
        }

        /// <summary>One user's share; disposing it twice counts once.</summary>
        internal sealed class Lease : IDisposable
        {
            Action? _release;

            public Lease(T value, Action release)
            {
                Value = value;
                _release = release;
            }

            public T Value { get; }

            public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
        }
    }
}
