using System;

namespace Ojousama
{
    /// <summary>The only exception type that this package throws on purpose: what went wrong, and what to do about it.</summary>
    /// <remarks>Invalid arguments still throw <see cref="ArgumentException"/>, and cancellation <see cref="OperationCanceledException"/>.</remarks>
    public sealed class OjousamaException : Exception
    {
        /// <param name="problem">One sentence that names the file, line or value at fault, without a closing full stop.</param>
        /// <param name="remedy">One sentence in the imperative that tells how to cure it, without a closing full stop.</param>
        /// <param name="inner">The cause, if another exception was.</param>
        public OjousamaException(string problem, string remedy, Exception? inner = null)
            : base($"{problem}. {remedy}.", inner)
        {
            Problem = problem;
            Remedy = remedy;
        }

        /// <summary>What is wrong, without the remedy.</summary>
        public string Problem { get; }

        /// <summary>What the reader can do about it.</summary>
        public string Remedy { get; }
    }
}
