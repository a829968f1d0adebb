using System;

namespace Ojousama.Inference.Remote.Http
{
    /// <summary>Why a request failed, on its way to the retry or to the end of a stream; it never leaves this namespace's callers.</summary>
    internal sealed class ServerFault : Exception
    {
        /// <param name="error">For whoever asked.</param>
        /// <param name="mayPass">Whether the same request may do better later.</param>
        /// <param name="status">Of HTTP; 0 if nobody answered.</param>
        /// <param name="retryAfter">The wait that the server asks for.</param>
        public ServerFault(OjousamaException error, bool mayPass, int status = 0, TimeSpan? retryAfter = null)
            : base(error.Message, error)
        {
            Error = error;
            MayPass = mayPass;
            Status = status;
            RetryAfter = retryAfter;
        }

        public OjousamaException Error { get; }

        public bool MayPass { get; }

        public int Status { get; }

        public TimeSpan? RetryAfter { get; }
    }
}
