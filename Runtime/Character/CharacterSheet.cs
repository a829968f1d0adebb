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
        public const int CurrentVersion = 1;

        /// <summary>Version of the fields, for migration.</summary>
        public int version = CurrentVersion;

        /// <summary>Full name as shown on the name plate, e.g. 小野寺絢音.</summary>
        public string name = "";

        /// <summary>The name's reading in kana, e.g. おのでらあやね.</summary>
        public string reading = "";

        /// <summary>Age in years; 0 when the sheet leaves it open.</summary>
        public int age;

        /// <summary>One line that tells the model how to answer. Part of the trained prompt: change it only together with the adapter.</summary>
        public string instruction = "";

        /// <summary>What is true of her; the three that fit a line best go into its prompt.</summary>
        public List<Fact> facts = new List<Fact>();

        /// <summary>Said when the model fails, so that a scene never stops.</summary>
        public string fallbackLine = "";

        /// <summary>Which weights speak.</summary>
        public ModelSettings model = new ModelSettings();

        /// <summary>How the next word is chosen.</summary>
        public SamplingSettings sampling = new SamplingSettings();
    }

    /// <summary>One thing that is true of a character.</summary>
    [Serializable]
    public sealed class Fact
    {
        /// <summary>One sentence that ends in 。, best without the character's name.</summary>
        public string text = "";

        /// <summary>Plain questions that this fact answers; they make recall far surer.</summary>
        public List<string> questions = new List<string>();
    }

    /// <summary>Which weights speak, and with what room.</summary>
    [Serializable]
    public sealed class ModelSettings
    {
        /// <summary>File name of the base model in the models folder, or a path.</summary>
        public string file = "gemma-3-270m-ja.gguf";

        /// <summary>File name of the character's LoRA adapter, or a path; empty for none.</summary>
        public string adapter = "ayane-starter.gguf";

        /// <summary>Weight of the adapter's delta.</summary>
        public float adapterScale = 1f;

        /// <summary>File name of the embedding model that recalls facts, or a path.</summary>
        public string embedder = "multilingual-e5-small-ja.gguf";

        /// <summary>Tokens of one talk that the model sees at once, reply included.</summary>
        public int contextTokens = 2048;

        /// <summary>Most tokens of one reply.</summary>
        public int replyTokens = 96;

        /// <summary>CPU threads; 0 for as many as the machine has physical cores, at most 8.</summary>
        public int threads;
    }

    /// <summary>How the next word is chosen.</summary>
    [Serializable]
    public sealed class SamplingSettings
    {
        /// <summary>0 takes the most likely token always; higher is livelier and less sure.</summary>
        public float temperature = 0.8f;

        /// <summary>Drops tokens less likely than this share of the most likely one.</summary>
        public float minP = 0.05f;
    }
}
