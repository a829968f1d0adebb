using System;

namespace Ojousama.Character
{
    /// <summary>What she says when the model cannot speak for her.</summary>
    [Serializable]
    public sealed class FallbackLine
    {
        /// <summary>When it is said.</summary>
        public FallbackSituation situation;

        /// <summary>In her voice.</summary>
        public string text = "";
    }

    /// <summary>Why a character cannot answer by herself. Never renumber: sheets hold these.</summary>
    public enum FallbackSituation
    {
        /// <summary>The model failed.</summary>
        Failed = 0,

        /// <summary>The model takes too long, and the talk goes on without it.</summary>
        TooSlow = 1,

        /// <summary>The player said something that the sheet's safety settings refuse.</summary>
        InputRefused = 2,

        /// <summary>What the model wrote was refused before anyone saw it.</summary>
        ReplyRefused = 3,

        /// <summary>The player asked for what only someone outside of the game's world can know.</summary>
        OutOfWorld = 4,

        /// <summary>The talk is over: its last turn is used up.</summary>
        Farewell = 5,

        /// <summary>The player says that he may harm himself: she answers with care, and points to people who can help.</summary>
        Distress = 6,
    }
}
