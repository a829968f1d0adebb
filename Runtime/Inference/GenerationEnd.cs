using System;
using System.Collections.Generic;

namespace Ojousama.Inference
{
    /// <summary>Why and how a reply ended.</summary>
    public sealed class GenerationEnd
    {
        /// <param name="reason">Why it stopped.</param>
        /// <param name="timings">What it cost.</param>
        /// <param name="error">Given exactly when <paramref name="reason"/> is <see cref="StopReason.Error"/>.</param>
        /// <param name="choiceLogProbabilities">Null for none.</param>
        public GenerationEnd(StopReason reason, GenerationTimings timings, OjousamaException? error = null, IReadOnlyList<float>? choiceLogProbabilities = null)
        {
            ChoiceLogProbabilities = choiceLogProbabilities ?? Array.Empty<float>();
            Reason = reason;
            Timings = timings;
            Error = error;
        }

        /// <summary>Why it stopped.</summary>
        public StopReason Reason { get; }

        /// <summary>What it cost.</summary>
        public GenerationTimings Timings { get; }

        /// <summary>What went wrong, if <see cref="Reason"/> is <see cref="StopReason.Error"/>.</summary>
        public OjousamaException? Error { get; }

        /// <summary>Natural logarithm of the probability of each of <see cref="GenerationRequest.Choices"/>, as the model gave it, before any sampling option; empty if nothing was sampled.</summary>
        public IReadOnlyList<float> ChoiceLogProbabilities { get; }
    }

    /// <summary>Why a reply stopped.</summary>
    public enum StopReason
    {
        /// <summary>The model ended its turn.</summary>
        End,

        /// <summary>The token limit was reached.</summary>
        Length,

        /// <summary>The output guard cut it.</summary>
        Guard,

        /// <summary>The caller cancelled.</summary>
        Cancelled,

        /// <summary>It failed.</summary>
        Error,

        /// <summary>A stop string came; the last tokens spell more than the text.</summary>
        StopString,
    }
}
