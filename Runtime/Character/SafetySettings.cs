using System;
using System.Collections.Generic;

namespace Ojousama.Character
{
    /// <summary>What must not be said to a character, or by her. Everything is on unless an author turns it off.</summary>
    [Serializable]
    public sealed class SafetySettings
    {
        /// <summary>Whether lines of the player that are not for all ages are answered by an authored line.</summary>
        public bool guardInput = true;

        /// <summary>Whether replies that are not for all ages, or leave her role, are replaced before they are shown.</summary>
        public bool guardReplies = true;

        /// <summary>Words that neither may say, beside the built-in ones.</summary>
        public List<string> refusedWords = new List<string>();
    }
}
