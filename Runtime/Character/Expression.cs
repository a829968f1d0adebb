using System;

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
    }
}
