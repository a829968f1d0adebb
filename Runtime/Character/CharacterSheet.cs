using System;
using System.Collections.Generic;

namespace Ojousama.Character
{
    /// <summary>All that an author writes about one character. Stored inside a <c>CharacterSheetAsset</c> as Unity YAML.</summary>
    /// <remarks>
    /// Fields rather than properties, and camel case, because Unity serialises these very names; nothing is converted in between.
    /// Not thread-safe: change it only while no conversation uses it.
    /// </remarks>
    [Serializable]
    public sealed class CharacterSheet
    {
        /// <summary>The version of the sheet's fields that this package writes.</summary>
        public const int CurrentVersion = 2;

        /// <summary>Version of the fields; <see cref="SheetMigration"/> brings older ones up.</summary>
        public int version = CurrentVersion;

        /// <summary>Full name, e.g. 小野寺絢音.</summary>
        public string name = "";

        /// <summary>The name's reading in hiragana, e.g. おのでらあやね.</summary>
        public string reading = "";

        /// <summary>What stands on the name plate, e.g. 絢音; empty for the full name.</summary>
        public string namePlate = "";

        /// <summary>Age in years; 0 when the sheet leaves it open.</summary>
        public int age;

        /// <summary>One line that tells the model how to answer. Part of the trained prompt: change it only together with the adapter.</summary>
        public string instruction = "";

        /// <summary>How she talks.</summary>
        public SpeechStyle speech = new SpeechStyle();

        /// <summary>How she answered before: shows her voice to authors, to checks, and to the builder of training data.</summary>
        public List<SampleLine> sampleLines = new List<SampleLine>();

        /// <summary>What is true of her; the three that fit a line best go into its prompt.</summary>
        public List<Fact> facts = new List<Fact>();

        /// <summary>What she keeps of the things that the player tells her.</summary>
        public List<MemorySlot> memorySlots = new List<MemorySlot>();

        /// <summary>The faces she can show; the first is the one she has at rest.</summary>
        public List<Expression> expressions = new List<Expression> { new Expression { name = Expression.Neutral } };

        /// <summary>Said when the model fails, and wherever <see cref="fallbacks"/> has no line, so that a scene never stops.</summary>
        public string fallbackLine = "";

        /// <summary>Lines for single situations; several for one situation take turns.</summary>
        public List<FallbackLine> fallbacks = new List<FallbackLine>();

        /// <summary>Which weights speak.</summary>
        public ModelSettings model = new ModelSettings();

        /// <summary>How the next word is chosen.</summary>
        public SamplingSettings sampling = new SamplingSettings();

        /// <summary>What must not be said.</summary>
        public SafetySettings safety = new SafetySettings();

        /// <summary>The name to show: <see cref="namePlate"/>, or else the full name.</summary>
        public string ShownName => namePlate.Length > 0 ? namePlate : name;

        /// <summary>The authored line for a situation.</summary>
        /// <param name="situation">Why she cannot answer herself.</param>
        /// <param name="turn">Any number that grows; several lines of one situation take turns by it.</param>
        /// <returns><see cref="fallbackLine"/> if the author wrote none for it.</returns>
        public string FallbackFor(FallbackSituation situation, int turn = 0)
        {
            List<FallbackLine> fitting = fallbacks.FindAll(f => f.situation == situation);
            return fitting.Count == 0 ? fallbackLine : fitting[(int)((uint)turn % fitting.Count)].text;
        }
    }
}
