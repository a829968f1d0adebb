using System;
using System.Threading;

namespace Ojousama.Inference.Remote.Http
{
    /// <summary>Ends a wait by a time or by the caller, and tells which it was.</summary>
    /// <remarks>Used by one reader; its token may be heard on any thread.</remarks>
    internal sealed class TimeLimit : IDisposable
    {
        readonly CancellationTokenSource _source;
        readonly CancellationToken _caller;

        public TimeLimit(CancellationToken caller)
        {
            _caller = caller;
            _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        }

        public CancellationToken Token => _source.Token;

        public bool IsCallers => _caller.IsCancellationRequested;

        public bool HasPassed => _source.IsCancellationRequested && !IsCallers;

        /// <summary>Begins the wait anew.</summary>
        public void Set(TimeSpan wait) => _source.CancelAfter(wait);

        public void Dispose() => _source.Dispose();
    }
}
