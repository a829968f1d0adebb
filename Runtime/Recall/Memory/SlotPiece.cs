using System;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Judges which lines the model may read for a slot, and the piece that it found.</summary>
    internal static class SlotPiece
    {
        /// <summary>One of two.</summary>
        static readonly Regex s_choice = new Regex("^(?:か[^らな]|or|または|もしくは|あるいは|[/／])", RegexOptions.CultureInvariant);

        /// <summary>生まれ(たのは).</summary>
        static readonly Regex s_topicOfCue = new Regex("^[たの日]*[はが]", RegexOptions.CultureInvariant);

        /// <summary>What takes back a piece that stands before it.</summary>
        static readonly Regex s_denial = new Regex("じゃない|ではない|じゃなく|嫌い|きらい|できない|ちゃう|以外|だめ|ダメ", RegexOptions.CultureInvariant);

        /// <summary>Whether a line that no pattern reads may tell it nevertheless: a cue stands in a sentence that asks nothing and is about the player.</summary>
        public static bool MayTell(MemorySlot slot, string line) =>
            (slot.kind != SlotKind.Date || SlotValues.Date(line) != null) &&
            SlotReader.Sentences(line).Any(sentence => !SlotDoubt.IsQuestion(sentence)) &&
            SlotReader.Sentences(line).Any(sentence => slot.cues.Exists(cue => sentence.IndexOf(cue, StringComparison.Ordinal) is int at && at >= 0 && !IsOfAnother(sentence, at))) &&
            !SlotTopic.TellsOfOther(line);

        /// <summary>店の名前, but not 俺の名前.</summary>
        static bool IsOfAnother(string sentence, int at) => at > 0 && sentence[at - 1] == 'の' && !SlotText.IsSelf(sentence.Substring(0, at - 1));

        /// <summary>Whether a line holds the words of a pattern: if it reads nothing there, it has refused what they tell, and nothing else may find it.</summary>
        public static bool HasWordsOf(MemorySlot slot, string line) => slot.patterns.Exists(pattern => HasWordsOf(pattern, line));

        static bool HasWordsOf(string pattern, string line)
        {
            int hole = pattern.IndexOf(MemorySlot.Hole, StringComparison.Ordinal);
            int at = line.IndexOf(pattern.Substring(0, hole), StringComparison.Ordinal);
            return at >= 0 && line.IndexOf(pattern.Substring(hole + MemorySlot.Hole.Length), at + hole, StringComparison.Ordinal) >= 0;
        }

        /// <summary>The value that a piece of a line tells.</summary>
        /// <returns>Null if it is no value, or if what stands around it refuses it as a pattern would.</returns>
        public static string? Value(MemorySlot slot, string line, string piece)
        {
            string[] sentences = SlotReader.Sentences(line).ToArray();
            int i = piece.Length == 0 ? -1 : Array.FindIndex(sentences, s => s.Contains(piece));
            if (i < 0 || SlotDoubt.IsQuestion(sentences[i]) || slot.cues.Exists(piece.Contains) || SlotText.Selves.Contains(piece))
                return null;
            string sentence = sentences[i];
            int at = sentence.IndexOf(piece, StringComparison.Ordinal);
            string lead = sentence.Substring(0, at), rest = sentence.Substring(at + piece.Length);
            if (SlotDoubt.IsJoke(sentence) || SlotDoubt.IsUnsure(sentence) || s_denial.IsMatch(rest) || s_choice.IsMatch(rest) || SlotTopic.IsQuoted(sentence, at)
                || sentences.Skip(i + 1).Any(SlotEnds.TakesBack))
                return null;
            switch (slot.kind)
            {
                case SlotKind.Date:
                    return IsOfOther(slot, lead) ? null : SlotValues.Date(piece);
                case SlotKind.Number:
                    return IsOfOther(slot, lead) ? null : SlotValues.Number(piece);
                default:
                    bool isWord = UnicodeText.Count(piece) <= SlotText.Longest && !(piece.Length == 1 && JapaneseScript.IsHiragana(piece[0])); // the し of よろしく
                    return isWord && (!slot.patterns.Exists(SlotTold.TellsName) || SlotName.IsName(WithoutSelf(piece))) ? WithoutSelf(piece) : null;
            }
        }

        /// <summary>僕が生まれたのは… is of the player: a cue is no topic of its own.</summary>
        static bool IsOfOther(MemorySlot slot, string lead)
        {
            string? cue = slot.cues.Find(lead.Contains);
            if (cue == null)
                return SlotTopic.IsOfOther(lead);
            int at = lead.LastIndexOf(cue, StringComparison.Ordinal);
            return SlotTopic.IsOfOther(lead.Substring(0, at)) || SlotTopic.IsOfOther(s_topicOfCue.Replace(lead.Substring(at + cue.Length), "", 1));
        }

        /// <summary>俺、必ず行く becomes 必ず行く.</summary>
        static string WithoutSelf(string piece)
        {
            string? self = Array.Find(SlotText.Selves, s => piece.StartsWith(s + "、", StringComparison.Ordinal));
            return self == null ? piece : piece.Substring(self.Length + 1);
        }
    }
}
