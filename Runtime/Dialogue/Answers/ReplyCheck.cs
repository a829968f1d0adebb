using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Text;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>Holds generated replies against what she was told and what was said, so that the best of several is shown.</summary>
    /// <remarks>Fast, and the same for the same words. A score of at least <see cref="Pass"/> may be shown.</remarks>
    internal sealed class ReplyCheck
    {
        /// <summary>The least score of a reply that may be shown.</summary>
        public const float Pass = 0.5f;

        /// <summary>Sharpness with which ranks of facts become the odds that each is meant: a difference of this much is e to one.</summary>
        const float Temperature = 0.03f;

        /// <summary>From this likeness of letters on a reply repeats another text.</summary>
        const float Repeats = 0.7f;

        /// <summary>Words for the player that stand in facts about him; to his face she does not use them.</summary>
        static readonly Regex s_thirdPerson = new Regex("お相手|プレイヤー", RegexOptions.CultureInvariant);

        /// <summary>Yes or no before a fact: a small model takes either at random, and the fact answers without.</summary>
        static readonly Regex s_verdict = new Regex("^(いいえ|いや|ううん|ちゃうで|ええ|はい|うん|ああ|そうだ)[、。…！]+", RegexOptions.CultureInvariant);

        /// <summary>What takes back the word that it follows: ミュージカル好きではありませんのよ.</summary>
        static readonly Regex s_denial = new Regex("^[^。、！？…]{0,6}?((では|じゃ)(ありませ|ございませ|な[いく])|くありませ|くな[いく])", RegexOptions.CultureInvariant);

        readonly string _line;
        readonly string? _subject; // of the nearest fact, if it is about somebody of hers
        readonly string _firstPerson;
        readonly IReadOnlyList<IReadOnlyList<string>> _keys; // of the facts
        readonly IReadOnlyList<string> _affirmed; // words that the nearest fact says are so; none where it may deny something itself (な of ない)
        readonly float[] _odds; // that a fact is the one asked for
        readonly IReadOnlyList<Turn> _turns;

        /// <param name="line">The player's words.</param>
        /// <param name="facts">Best first.</param>
        /// <param name="turns">The conversation so far.</param>
        /// <param name="firstPerson">Her word for herself; "" if she has none.</param>
        public ReplyCheck(string line, IReadOnlyList<RecalledFact> facts, IReadOnlyList<Turn> turns, string firstPerson)
        {
            _line = line;
            _subject = facts.Count > 0 ? LineCues.Subject(facts[0].Text) : null;
            _firstPerson = firstPerson;
            _turns = turns;
            _keys = Distinctive(facts.Select(fact => FactKeys.Asked(ToldByPlayer.Quoted(fact.Text) ?? fact.Text, line)).ToArray());
            _affirmed = facts.Count > 0 && !facts[0].Text.Contains("な") ? FactKeys.Of(facts[0].Text).ToArray() : Array.Empty<string>();
            _odds = facts.Select(fact => MathF.Exp((Reranking.Rank(fact) - Reranking.Rank(facts[0])) / Temperature)).ToArray();
            float sum = _odds.Sum();
            for (int i = 0; i < _odds.Length; i++)
                _odds[i] /= sum;
        }

        /// <summary>0 for a reply that must not be said, up to 1 for one that states what the line asks for and nothing else of hers.</summary>
        public float Score(string reply)
        {
            if (s_thirdPerson.IsMatch(reply))
                return 0f;
            if (Likeness(reply, _line) >= Repeats || _turns.Any(turn => Likeness(reply, turn.Exchange.Reply) >= Repeats))
                return 0f;
            if (_keys.Count == 0)
                return 1f;
            if (IsHerOwn(reply))
                return 0f;
            string folded = FactKeys.Fold(reply);
            if (_affirmed.Any(word => IsDenied(word, folded)))
                return 0f;
            if (IsMixed(folded))
                return 0f;
            float right = 0, wrong = 0;
            for (int i = 0; i < _keys.Count; i++)
            {
                float stated = FactKeys.Stated(_keys[i], reply);
                right = Math.Max(right, stated > 0 ? (0.5f + (0.5f * stated)) * _odds[i] / _odds.Max() : 0);
                string[] foreign = _keys[i].Where(key => !_keys.Where((_, j) => j < i).Any(k => k.Contains(key))).ToArray();
                if (i > 0 && foreign.Length > 0)
                    wrong = Math.Max(wrong, FactKeys.Stated(foreign, reply) * (1 - _odds[i]));
            }

            return Math.Max(0, right - (0.25f * wrong));
        }

        /// <summary>Whether she says of herself what is true of somebody of hers: わたくしは長野に住んでおりますの, where her grandfather does.</summary>
        bool IsHerOwn(string reply)
        {
            if (_subject == null || _firstPerson.Length == 0 || reply.Contains(_subject))
                return false;
            int at = reply.IndexOf(_firstPerson, StringComparison.Ordinal) + _firstPerson.Length;
            return at >= _firstPerson.Length && at < reply.Length && (reply[at] == 'は' || reply[at] == 'も' || reply[at] == 'が');
        }

        /// <summary>Whether it says a part of one fact and a part of another: 長野に留学しておりますの is neither.</summary>
        bool IsMixed(string reply) => _keys.Count(keys => keys.Any(key => key.Length > 1 && reply.Contains(key))) > 1 && !_keys.Any(keys => FactKeys.Stated(keys, reply) >= 1);

        static bool IsDenied(string word, string reply)
        {
            for (int at = reply.IndexOf(word, StringComparison.Ordinal); at >= 0; at = reply.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                if (s_denial.IsMatch(reply.Substring(at + word.Length)))
                    return true;
            }

            return false;
        }

        /// <summary>What only one of the facts says, as far as there is such: of 犬は飛ぶ生き物 and 猫は泳ぐ生き物 not 生き物.</summary>
        static IReadOnlyList<string>[] Distinctive(IReadOnlyList<string>[] keys) => keys.Select((own, i) =>
        {
            string[] alone = own.Where(key => !keys.Where((_, j) => j != i).Any(other => other.Contains(key))).ToArray();
            return alone.Length > 0 ? alone : own;
        }).ToArray();

        /// <summary>What states the fact: without yes or no before it, and without the sentences after it, which nothing holds and in which a small model wanders.</summary>
        public List<GenerationItem> Stated(List<GenerationItem> reply)
        {
            string whole = string.Concat(reply.Select(item => item.Text)), text = s_verdict.Replace(whole, "");
            if (!_keys.Any(keys => FactKeys.Stated(keys, text) > 0))
                return reply;
            for (int i = 0; i < text.Length - 1; i++)
            {
                if (!SentenceMarks.IsEnd(text[i]) || SentenceMarks.IsEnd(text[i + 1]) || !_keys.Any(keys => FactKeys.Stated(keys, text.Substring(0, i)) > 0))
                    continue;
                return Of(text.Substring(0, i + 1));
            }

            return text == whole ? reply : Of(text);

            List<GenerationItem> Of(string said) => new List<GenerationItem> { GenerationItem.Piece(said, -1), reply[reply.Count - 1] };
        }

        /// <summary>Share of the letter pairs of the shorter text that stand in the longer one too.</summary>
        internal static float Likeness(string a, string b)
        {
            HashSet<string> first = Pairs(a), second = Pairs(b);
            int least = Math.Min(first.Count, second.Count);
            return least < 5 ? (a == b ? 1 : 0) : first.Count(second.Contains) / (float)Math.Max(least, 1);
        }

        static HashSet<string> Pairs(string text)
        {
            var pairs = new HashSet<string>();
            for (int i = 0; i + 2 <= text.Length; i++)
                pairs.Add(text.Substring(i, 2));
            return pairs;
        }
    }
}
