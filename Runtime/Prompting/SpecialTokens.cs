using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Prompting
{
    /// <summary>How the control tokens of all model families are spelled. None of them may reach a model by a player's words, nor a player by a reply.</summary>
    internal static class SpecialTokens
    {
        /// <summary>Those of vocabularies, whichever template is written with them.</summary>
        static readonly string[] s_ofVocabularies = { "<bos>", "<eos>", "<pad>", "<unk>", "<s>", "</s>", "<think>", "</think>", "[INST]", "[/INST]" };

        /// <summary>What most families begin theirs with; no text does.</summary>
        public const string Opening = "<|";

        /// <summary>Each once: those of vocabularies and those of every <see cref="ChatTemplate"/>.</summary>
        public static IReadOnlyList<string> All { get; } = s_ofVocabularies.Concat(ChatTemplate.All.SelectMany(t => t.Controls)).Distinct().ToArray();
    }
}
