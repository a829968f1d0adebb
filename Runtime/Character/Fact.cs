using System;
using System.Collections.Generic;

namespace Ojousama.Character
{
    /// <summary>One thing that is true of a character.</summary>
    [Serializable]
    public sealed class Fact
    {
        /// <summary>One sentence that ends in 。, best without the character's name.</summary>
        public string text = "";

        /// <summary>Plain questions that this fact answers; they make recall far surer.</summary>
        public List<string> questions = new List<string>();

        /// <summary>A <see cref="Gate"/> that must be open before she tells it; empty for always.</summary>
        public string gate = "";

        /// <summary>Names of the other characters who know it and may tell it of her; empty if only she does.</summary>
        public List<string> knownBy = new List<string>();
    }
}
