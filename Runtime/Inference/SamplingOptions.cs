using System.Collections.Generic;

namespace Ojousama.Inference
{
    /// <summary>How the next token is chosen from the model's distribution.</summary>
    /// <remarks>
    /// In this order: logit bias, repetition and DRY penalties, grammar, min-p, top-p, temperature, draw. Min-p and top-p act on the
    /// model's own distribution, before the temperature, so that a high temperature lets in nothing absurd.
    /// The penalties look at the reply under way only: she has to be able to repeat the facts she was told, and her own name.
    /// </remarks>
    public sealed record SamplingOptions
    {
        /// <summary>Temperature 0.8, min-p 0.05, a mild guard against loops, a new seed for every reply.</summary>
        public static SamplingOptions Default { get; } = new SamplingOptions();

        /// <summary>Always the most likely token, whatever was said before.</summary>
        public static SamplingOptions Greedy { get; } = new SamplingOptions { Temperature = 0f, DryMultiplier = 0f };

        /// <summary>Divides the logits; 0 takes the most likely token always.</summary>
        /// <value>Default 0.8.</value>
        public float Temperature { get; init; } = 0.8f;

        /// <summary>Keeps the most likely tokens that together, of what min-p has left, make this share; 1 keeps all.</summary>
        /// <value>Default 1.</value>
        public float TopP { get; init; } = 1f;

        /// <summary>Drops tokens less likely than this share of the most likely one, 0 to 1; 0 drops none.</summary>
        /// <value>Default 0.05.</value>
        public float MinP { get; init; } = 0.05f;

        /// <summary>Divides the positive and multiplies the negative logits of tokens that the reply holds already; 1 leaves them.</summary>
        /// <value>Default 1: particles and sentence ends have to repeat in Japanese. DRY is the better guard.</value>
        public float RepetitionPenalty { get; init; } = 1f;

        /// <summary>How many of the reply's last tokens <see cref="RepetitionPenalty"/> looks at.</summary>
        /// <value>Default 64.</value>
        public int RepetitionWindow { get; init; } = 64;

        /// <summary>
        /// DRY: a token that would make a repeated passage longer loses <c>DryMultiplier · DryBase^(length − DryAllowedLength)</c>, length
        /// being what is repeated so far, in tokens. 0 turns it off.
        /// </summary>
        /// <value>Default 0.8.</value>
        public float DryMultiplier { get; init; } = 0.8f;

        /// <summary>How fast DRY grows with the passage.</summary>
        /// <value>Default 1.75.</value>
        public float DryBase { get; init; } = 1.75f;

        /// <summary>Passages shorter than this, in tokens, may repeat.</summary>
        /// <value>Default 4: a word of Japanese, or a character that the vocabulary lacks and spells in three bytes, with a particle.</value>
        public int DryAllowedLength { get; init; } = 4;

        /// <summary>A token that holds one of these ends a passage.</summary>
        /// <value>Default line breaks, full stops, brackets and colons, full width and ASCII; not 、, across which loops run.</value>
        public string DryBreakers { get; init; } = "\n。！？!?「」『』（）()：:";

        /// <summary>
        /// Added to the logits of single tokens, by what they spell, e.g. a word to favour, or by a control token's name;
        /// negative infinity forbids. A text that the vocabulary spells with several tokens is refused. Null for none.
        /// </summary>
        public IReadOnlyDictionary<string, float>? LogitBias { get; init; }

        /// <summary>A grammar in llama.cpp's GBNF whose rule <c>root</c> the whole reply has to follow. Null for none.</summary>
        /// <remarks>References to tokens, <c>&lt;name&gt;</c>, are not supported.</remarks>
        public string? Grammar { get; init; }

        /// <summary>Seed of the random choice; null draws a new one for every reply.</summary>
        public uint? Seed { get; init; }

        /// <exception cref="OjousamaException">A value is out of range.</exception>
        internal void Check()
        {
            In(Temperature, 0f, 100f, nameof(Temperature));
            In(TopP, float.Epsilon, 1f, nameof(TopP));
            In(MinP, 0f, 1f, nameof(MinP));
            In(RepetitionPenalty, 0.01f, 100f, nameof(RepetitionPenalty));
            In(RepetitionWindow, 0, 1 << 20, nameof(RepetitionWindow));
            In(DryMultiplier, 0f, 100f, nameof(DryMultiplier));
            In(DryBase, 1f, 100f, nameof(DryBase));
            In(DryAllowedLength, 1, 1 << 20, nameof(DryAllowedLength));

            static void In(float value, float least, float most, string name)
            {
                if (!(value >= least && value <= most))
                    throw new OjousamaException($"The sampling option {name} is {value}", $"Set it from {least} to {most}");
            }
        }
    }
}
