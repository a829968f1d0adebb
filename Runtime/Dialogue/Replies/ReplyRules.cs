using System;
using System.Collections.Generic;
using Ojousama.Character;
using Ojousama.Dialogue.Guard;
using Ojousama.Safety;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>What a reply of one character may hold. Made once a conversation; immutable.</summary>
    internal sealed class ReplyRules
    {
        readonly SpeechCheck _speech;
        readonly bool _guardsInput;

        public ReplyRules(CharacterSheet sheet, AffectionRange affection)
        {
            Names = new[] { sheet.name, sheet.ShownName };
            Affection = affection;
            GuardsReplies = sheet.safety.guardReplies;
            Safety = new SafetyFilter(sheet.safety.refusedWords);
            _guardsInput = sheet.safety.guardInput;
            _speech = new SpeechCheck(sheet.speech);
            Cues = new FaceCues(sheet.expressions);
            foreach (Expression expression in sheet.expressions)
                Expressions.Add(expression.name);
        }

        /// <summary>Hers, as labels before a line write them.</summary>
        public IReadOnlyList<string> Names { get; }

        /// <summary>Faces that she can show.</summary>
        public HashSet<string> Expressions { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        /// <summary>Faces for sentences that name none.</summary>
        public FaceCues Cues { get; }

        /// <summary>How much one reply may change.</summary>
        public AffectionRange Affection { get; }

        /// <summary>Off only by the author's choice. Template tokens and role tags end a reply in any case.</summary>
        public bool GuardsReplies { get; }

        public SafetyFilter Safety { get; }

        /// <summary>Why a player's line must not reach the model; null if it may.</summary>
        public SafetyTopic? RefuseInput(string line) => _guardsInput ? Safety.Find(line) : null;

        /// <summary>Why a sentence must not be shown, as the end of “The reply …”; null if it may.</summary>
        /// <param name="sentence">Without markup.</param>
        /// <param name="before">Sentences of the same reply.</param>
        public string? RefuseSentence(string sentence, ICollection<string> before)
        {
            if (!GuardsReplies)
                return null;
            if (Safety.Find(sentence) is SafetyTopic topic)
                return $"is not for all ages ({topic})";
            if (LoopCheck.Loops(sentence) || before.Contains(sentence))
                return "repeats itself";
            if (LanguageCheck.IsForeign(sentence))
                return "is not in Japanese";
            return _speech.Find(sentence) is string word ? $"says “{word}”, which she never would" : null;
        }
    }
}
