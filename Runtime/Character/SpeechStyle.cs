using System;
using System.Collections.Generic;

namespace Ojousama.Character
{
    /// <summary>How a character talks.</summary>
    [Serializable]
    public sealed class SpeechStyle
    {
        /// <summary>Her word for “I”, e.g. わたくし.</summary>
        public string firstPerson = "";

        /// <summary>Endings of her sentences, without the closing mark, e.g. ですわ.</summary>
        public List<string> likedEndings = new List<string>();

        /// <summary>What she puts after a noun to say that something is so, e.g. ですわ.</summary>
        public string nounEnding = "です";

        /// <summary>What she puts after a plain verb or adjective to say that something is so, e.g. のですわ.</summary>
        public string verbEnding = "のです";

        /// <summary>What she puts after words of the player's that she repeats, e.g. とおっしゃいましたわ.</summary>
        public string quoteEnding = "と言っていました";

        /// <summary>Endings that she never uses, e.g. だぜ.</summary>
        public List<string> bannedEndings = new List<string>();

        /// <summary>Words that she never uses, such as other words for “I”.</summary>
        public List<string> bannedWords = new List<string>();

        /// <summary>How she addresses the player as they grow closer, the most distant first.</summary>
        public List<ClosenessStage> stages = new List<ClosenessStage>();

        /// <summary>The stage that holds at an affection.</summary>
        /// <returns>The last stage that has begun; the first if none has; null if there are no stages.</returns>
        public ClosenessStage? StageAt(double affection)
        {
            ClosenessStage? at = stages.Count > 0 ? stages[0] : null;
            foreach (ClosenessStage stage in stages)
            {
                if (stage.fromAffection <= affection)
                    at = stage;
            }

            return at;
        }
    }

    /// <summary>How she talks to the player from a certain affection on.</summary>
    [Serializable]
    public sealed class ClosenessStage
    {
        /// <summary>The affection at which it begins.</summary>
        public float fromAffection;

        /// <summary>Her word for the player, e.g. あなた様; <c>{nickname}</c> and other memory slots are filled in.</summary>
        public string secondPerson = "";

        /// <summary>How polite she is, in a few words, e.g. 丁寧だが少しよそよそしい.</summary>
        public string politeness = "";
    }

    /// <summary>Something said to her, and how she answered.</summary>
    [Serializable]
    public sealed class SampleLine
    {
        /// <summary>What was said to her.</summary>
        public string player = "";

        /// <summary>What she said.</summary>
        public string reply = "";
    }
}
