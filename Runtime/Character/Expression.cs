using System;
using System.Collections.Generic;

namespace Ojousama.Character
{
    /// <summary>A face that a character can show.</summary>
    [Serializable]
    public sealed class Expression
    {
        /// <summary>The name of the face at rest.</summary>
        public const string Neutral = "neutral";

        /// <summary>As tags and pictures name it, e.g. smile: letters, digits and _.</summary>
        public string name = "";

        /// <summary>When she shows it, for authors and for the model's choice, e.g. 褒められて照れたとき.</summary>
        public string when = "";

        /// <summary>Words that bring this face when she says them, where the model itself names none, e.g. うれし, ふふ. The longest one in a sentence wins.</summary>
        public List<string> cues = new List<string>();

        /// <summary>By how much affection changes when she ends with this face, −3 to 3; a model that names affection itself goes before it.</summary>
        public int affection;
    }
}
