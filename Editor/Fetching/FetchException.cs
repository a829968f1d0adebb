using System;

namespace Ojousama.Fetching
{
    /// <summary>Something could not be fetched: what went wrong, and what to do about it.</summary>
    /// <remarks>Not the package's own exception, as this assembly has to compile before the package does, which needs what it fetches.</remarks>
    public sealed class FetchException : Exception
    {
        /// <param name="problem">One sentence that names the file or address at fault, without a closing full stop.</param>
        /// <param name="remedy">One sentence in the imperative that tells how to cure it, without a closing full stop.</param>
        /// <param name="inner">The cause, if another exception was.</param>
        public FetchException(string problem, string remedy, Exception? inner = null)
            : base($"{problem}. {remedy}.", inner)
        {
        }
    }
}
