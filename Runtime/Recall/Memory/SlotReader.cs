using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Finds in a player's line what a memory slot asks for, by the patterns that its author wrote.</summary>
    /// <remarks>Rather nothing than something wrong: questions, denials and what is told of others are passed over.</remarks>
    internal static class SlotReader
    {
        /// <summary>What is told before it is taken back by what follows.</summary>
        static readonly Regex s_correction = new Regex(
            "^.*(じゃなくって|じゃなくて|じゃなく|ではなくて|ではなく|でなくて|じゃないよ?、|、いや、?|いや違う|違った|間違えた|まちがえた|もとい|改め|でなく|やなくて|ちゃうねん)[、…]*", RegexOptions.CultureInvariant);

        /// <param name="slot">What is asked for.</param>
        /// <param name="line">The player's words.</param>
        /// <param name="before">His words of the turn before: of whom they speak, these may go on to speak.</param>
        /// <returns>The value, or null if the line does not tell it.</returns>
        public static string? Read(MemorySlot slot, string line, string before = "")
        {
            string? told = null;
            bool isOfOthers = SlotTopic.BringsUpOther(before);
            foreach (string sentence in Sentences(line))
            {
                bool namesHimself = SlotTopic.NamesHimself(sentence);
                isOfOthers &= !namesHimself;
                if (!isOfOthers && !SlotDoubt.IsQuestion(sentence) && LastMatch(slot, sentence) is string value)
                    told = value;
                else if (SlotEnds.TakesBack(sentence))
                    told = null;
                isOfOthers |= !namesHimself && SlotTopic.BringsUpOther(sentence); // 昔の友達がいてさ。タケルっていうんだけど
            }

            return told;
        }

        /// <summary>What is told last in a sentence counts: 名前は太郎だけど花子って呼んで.</summary>
        static string? LastMatch(MemorySlot slot, string sentence)
        {
            string? last = null;
            int lastAt = -1;
            foreach (string pattern in slot.patterns)
            {
                if (!(Match(slot.kind, pattern, sentence) is string value))
                    continue;
                int at = slot.kind == SlotKind.Text ? sentence.LastIndexOf(value, StringComparison.Ordinal) : 0;
                if (at <= lastAt || (slot.kind == SlotKind.Text && last != null && at < lastAt + last.Length)) // 太郎 of 山田 太郎
                    continue;
                last = value;
                lastAt = at;
            }

            return last;
        }

        static string? Match(SlotKind kind, string pattern, string sentence)
        {
            int hole = pattern.IndexOf(MemorySlot.Hole, StringComparison.Ordinal);
            string before = pattern.Substring(0, hole), after = pattern.Substring(hole + MemorySlot.Hole.Length);
            bool opens = before.Length == 0;
            int start = opens ? 0 : sentence.IndexOf(before, StringComparison.Ordinal);
            while (!opens && start >= 0 && !IsTopic(sentence.Substring(0, start), before))
                start = sentence.IndexOf(before, start + 1, StringComparison.Ordinal);
            if (start < 0)
                return null;
            start += before.Length;
            int end = after.Length == 0 ? sentence.Length : opens
                ? sentence.LastIndexOf(after, StringComparison.Ordinal) // 太郎って呼んで、いや次郎って呼んで
                : sentence.IndexOf(after, start, StringComparison.Ordinal);
            if (end < 0 || SlotDoubt.IsJoke(sentence) || SlotTopic.IsQuoted(sentence, opens ? end : start - 1))
                return null;
            string rest = sentence.Substring(end + after.Length);
            if (after.Length > 0 && (SlotDoubt.IsUnsure(rest.Split('、')[0]) || !SlotEnds.Allow(after, rest, kind)))
                return null;

            string told = s_correction.Replace(sentence.Substring(start, end - start), "");
            string[] clauses = told.Split('、');
            if (SlotDoubt.IsUnsure(clauses[opens ? clauses.Length - 1 : 0])) // 名前は太郎、覚えてね tells it
                return null;
            if (!opens && clauses.Skip(1).Any(SlotEnds.TakesBack)) // 名前は太郎、じゃない
                return null;
            if (kind == SlotKind.Text)
                return SlotTold.Value(pattern, told, rest);
            return SlotValues.Told(kind, told, closes: after.Length == 0) is (string value, string lead) && (opens ? SlotTopic.IsOfPlayer(lead) : !SlotTopic.IsOfOther(lead))
                ? value
                : null;
        }

        /// <summary>妹の名前は… tells nothing of the player; 俺の名前は… does, and so do 名前は… and a pattern that says 僕は.</summary>
        static bool IsTopic(string lead, string pattern) =>
            SlotText.Selves.Any(self => pattern.StartsWith(self, StringComparison.Ordinal)) ? !lead.EndsWith("の", StringComparison.Ordinal) && !SlotDoubt.IsUnsure(lead) : SlotTopic.IsOfPlayer(lead);

        /// <summary>Cut after <see cref="SentenceMarks"/> and line breaks, the mark included.</summary>
        public static IEnumerable<string> Sentences(string line)
        {
            int start = 0;
            for (int i = 0; i < line.Length; i++)
            {
                bool isWithinNumber = i > 0 && i < line.Length - 1 && char.IsDigit(line[i - 1]) && char.IsDigit(line[i + 1]); // １．２
                if ((!SentenceMarks.IsEnd(line[i]) || isWithinNumber) && line[i] != '\n' && i < line.Length - 1)
                    continue;
                yield return line.Substring(start, i + 1 - start);
                start = i + 1;
            }
        }
    }
}
