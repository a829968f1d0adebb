using System;

namespace Ojousama.Inference.Remote.Http
{
    /// <summary>The waits before each retry of one request: each twice the one before, spread so that many clients do not come back at once.</summary>
    internal sealed class RetryDelays
    {
        [ThreadStatic]
        static Random? s_random; // one is not safe for several threads

        readonly RemoteModelOptions _options;
        int _count;

        public RetryDelays(RemoteModelOptions options) => _options = options;

        /// <param name="asked">The wait that the server named, which goes before.</param>
        /// <returns>Null to give up.</returns>
        public TimeSpan? Next(TimeSpan? asked)
        {
            if (_count == _options.Retries || asked > _options.MaxRetryDelay)
                return null;
            double factor = Math.Pow(2, _count++) * (0.75 + 0.5 * (s_random ??= new Random()).NextDouble());
            double usual = Math.Min(_options.RetryDelay.TotalMilliseconds * factor, _options.MaxRetryDelay.TotalMilliseconds);
            return asked ?? TimeSpan.FromMilliseconds(usual);
        }
    }
}
