using System;
using System.Collections.Generic;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>How many tokens a text may take of a vocabulary that lies elsewhere, rather too many than too few. Thread-safe.</summary>
    /// <remarks>A token a character outside of ASCII and half of one within, times the most that the server has counted above this.</remarks>
    internal sealed class TokenEstimate
    {
        const double MostFactor = 4;

        readonly object _lock = new object();
        double _factor = 1;

        /// <summary>Of a prompt: each control token is one, replies have their tokens, and BOS leads.</summary>
        public int Of(IReadOnlyList<PromptSegment> prompt)
        {
            int tokens = 1;
            foreach (PromptSegment segment in PromptText.Merged(prompt, keepsTokens: true))
                tokens += segment.IsControl ? 1 : segment.Tokens?.Count ?? Of(segment.Text);
            return tokens;
        }

        public int Of(string text)
        {
            int halves = 0;
            foreach (char c in text)
                halves += c < 0x80 ? 1 : 2;
            lock (_lock)
                return (int)Math.Ceiling(halves * 0.5 * _factor);
        }

        /// <summary>The server counted a text that was estimated.</summary>
        public void Learn(int estimated, int counted)
        {
            lock (_lock)
            {
                if (estimated >= 16 && counted > estimated) // of short texts one token more says nothing
                    _factor = Math.Min(MostFactor, _factor * counted / estimated);
            }
        }
    }
}
