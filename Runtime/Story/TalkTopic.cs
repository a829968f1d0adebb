using System;
using System.Collections.Generic;

namespace Ojousama.Story
{
    /// <summary>Something that may come up in a free talk, by the words that tell it.</summary>
    internal sealed class TalkTopic
    {
        readonly IReadOnlyList<string> _words;

        public TalkTopic(string flag, IReadOnlyList<string> words)
        {
            Flag = flag;
            _words = words;
        }

        /// <summary>The variable that becomes true.</summary>
        public string Flag { get; }

        public bool ComesUpIn(string text)
        {
            foreach (string word in _words)
            {
                if (text.IndexOf(word, StringComparison.Ordinal) >= 0)
                    return true;
            }

            return false;
        }
    }
}
