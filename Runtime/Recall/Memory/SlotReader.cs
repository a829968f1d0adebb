using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Finds in a player's line what a memory slot asks for, by the patterns that its author wrote; judges what the model found.</summary>
    /// <remarks>Rather nothing than something wrong: questions, denials and what is told of others are passed over.</remarks>
    internal static class SlotReader
    {
        const int LongestText = 20; // characters of a value

        /// <summary>Somebody else of whom something is said.</summary>
        static readonly Regex s_others = new Regex(
            "(妹|弟|兄|姉|母|父|ママ|パパ|祖母|友達|友だち|親友|先生|先輩|後輩|みんな|あいつ|こいつ|彼|彼女|君|きみ|あなた|お前)(さん|ちゃん|くん|貴|たち)?(は|が|も|って|のこと)",
            RegexOptions.CultureInvariant);

        static readonly Regex s_denial = new Regex("じゃない|ではない|じゃなく|嫌い|きらい|できない", RegexOptions.CultureInvariant);

        const string Marks = "、。，．！？!?…〜～「」『』（）() 　\n";

        static readonly string[] Selves = { "俺", "僕", "私", "自分", "おれ", "ぼく", "わたし", "オレ", "ボク", "うち", "あたし", "下", "こっち" };

        /// <summary>What may stand before a value that a pattern begins with.</summary>
        static readonly string[] LeadIns = { "のことは", "のこと", "の名前は", "の誕生日は", "は", "も", "を", "、" };

        /// <summary>Words that begin a sentence and are no part of a value.</summary>
        static readonly string[] Openers = { "やっぱり", "やっぱ", "これからは", "これから", "じゃあ", "実は", "えっと", "えーと", "あのね", "ちなみに", "よかったら", "できれば" };

        /// <summary>What may follow a value that a pattern ends with; the longest first.</summary>
        static readonly string[] Tails =
        {
            "っていうんだけど", "っていうんだ", "って言うんだ", "っていいます", "って言います", "といいます", "と言います", "と申します", "なんだよね", "なんだけど",
            "なんですよ", "なんです", "なんだよ", "なんだ", "ですよ", "でーす", "です", "だからね", "だから", "だよね", "だよ", "だぜ", "だね", "だ", "なの", "ね", "よ",
        };

        static readonly string[] Doubts = { "何", "なに", "誰", "だれ", "どこ", "どう", "いつ", "なん", "どれ", "秘密", "内緒", "ない", "忘れ", "覚えて" };

        /// <returns>The value, or null if the line does not tell it.</returns>
        public static string? Read(MemorySlot slot, string line)
        {
            foreach (string sentence in Sentences(line))
            {
                if (IsQuestion(sentence))
                    continue;
                foreach (string pattern in slot.patterns)
                {
                    if (Match(slot.kind, pattern, sentence) is string value)
                        return value;
                }
            }

            return null;
        }

        /// <summary>Whether a line that no pattern reads may tell it nevertheless: a cue stands in a sentence that asks nothing and is about the player.</summary>
        public static bool MayTell(MemorySlot slot, string line) =>
            (slot.kind != SlotKind.Date || SlotValues.Date(line) != null) &&
            Sentences(line).Any(sentence => !IsQuestion(sentence)) &&
            Sentences(line).Any(sentence => slot.cues.Exists(cue => sentence.IndexOf(cue, StringComparison.Ordinal) is int at && at >= 0 && IsOfPlayer(sentence, at))) &&
            !s_others.IsMatch(line);

        /// <summary>The value that a piece of a line tells.</summary>
        /// <returns>Null if it is no value, or stands in a question or before a denial.</returns>
        public static string? Value(MemorySlot slot, string line, string piece)
        {
            string? sentence = Sentences(line).FirstOrDefault(s => s.Contains(piece));
            if (piece.Length == 0 || sentence == null || IsQuestion(sentence) || slot.cues.Exists(piece.Contains) || Selves.Contains(piece))
                return null;
            if (s_denial.IsMatch(sentence.Substring(sentence.IndexOf(piece, StringComparison.Ordinal) + piece.Length)))
                return null;
            return slot.kind switch
            {
                SlotKind.Date => SlotValues.Date(piece),
                SlotKind.Number => SlotValues.Number(piece),
                _ => piece.Length <= LongestText ? WithoutSelf(piece) : null,
            };
        }

        /// <summary>俺、必ず行く becomes 必ず行く.</summary>
        static string WithoutSelf(string piece)
        {
            string? self = Array.Find(Selves, s => piece.StartsWith(s + "、", StringComparison.Ordinal));
            return self == null ? piece : piece.Substring(self.Length + 1);
        }

        static string? Match(SlotKind kind, string pattern, string sentence)
        {
            int hole = pattern.IndexOf(MemorySlot.Hole, StringComparison.Ordinal);
            string before = pattern.Substring(0, hole), after = pattern.Substring(hole + MemorySlot.Hole.Length);
            int start = before.Length == 0 ? 0 : sentence.IndexOf(before, StringComparison.Ordinal);
            if (start < 0 || (before.Length > 0 && !IsOfPlayer(sentence, start)))
                return null;
            start += before.Length;
            int end = after.Length == 0 ? sentence.Length : sentence.IndexOf(after, start, StringComparison.Ordinal);
            if (end < 0 || IsDenied(sentence, end + after.Length))
                return null;

            string told = sentence.Substring(start, end - start);
            return kind switch
            {
                SlotKind.Date => SlotValues.Date(told),
                SlotKind.Number => SlotValues.Number(told),
                _ => Text(told, opens: before.Length == 0, closes: after.Length == 0),
            };
        }

        static string? Text(string told, bool opens, bool closes)
        {
            if (closes)
            {
                int mark = told.Trim(Marks.ToCharArray()).IndexOfAny(Marks.ToCharArray());
                told = told.Trim(Marks.ToCharArray());
                told = mark < 0 ? told : told.Substring(0, mark);
                string? tail = Tails.FirstOrDefault(t => told.Length > t.Length && told.EndsWith(t, StringComparison.Ordinal));
                told = tail == null ? told : told.Substring(0, told.Length - tail.Length);
            }

            if (opens)
            {
                told = told.TrimEnd(Marks.ToCharArray());
                told = told.Substring(told.LastIndexOfAny(Marks.ToCharArray()) + 1);
                string? opener = Openers.FirstOrDefault(o => told.StartsWith(o, StringComparison.Ordinal));
                told = told.Substring(opener?.Length ?? 0);
                string? self = Selves.FirstOrDefault(s => told.StartsWith(s, StringComparison.Ordinal));
                string? leadIn = self == null ? null : LeadIns.FirstOrDefault(l => string.CompareOrdinal(told, self.Length, l, 0, l.Length) == 0);
                if (leadIn != null)
                    told = told.Substring(self!.Length + leadIn.Length);
            }

            told = told.Trim(Marks.ToCharArray());
            bool isName = told.Length > 0 && told.Length <= LongestText && !Doubts.Any(told.Contains) && !(opens && told.IndexOfAny(new[] { 'を', 'が', 'は' }) > 0);
            return isName ? told : null;
        }

        /// <summary>妹の名前は… tells nothing of the player; 俺の名前は… does, and so does 名前は….</summary>
        static bool IsOfPlayer(string sentence, int at)
        {
            if (at == 0 || sentence[at - 1] != 'の')
                return true;
            string owner = sentence.Substring(0, at - 1);
            return Selves.Any(self => owner.EndsWith(self, StringComparison.Ordinal));
        }

        static bool IsDenied(string sentence, int at)
        {
            string rest = sentence.Substring(Math.Min(at, sentence.Length));
            return new[] { "じゃ", "では", "わけ", "くな", "かも", "って聞", "る" }.Any(no => rest.StartsWith(no, StringComparison.Ordinal));
        }

        static bool IsQuestion(string sentence)
        {
            string end = sentence.TrimEnd('。', ' ', '　', '…', '〜', '～', '！', '!');
            return new[] { "？", "?", "か", "かな", "かい", "っけ", "でしょ", "だろ" }.Any(q => end.EndsWith(q, StringComparison.Ordinal));
        }

        /// <summary>Cut after <see cref="SentenceMarks"/> and line breaks, the mark included.</summary>
        static IEnumerable<string> Sentences(string line)
        {
            int start = 0;
            for (int i = 0; i < line.Length; i++)
            {
                if (!SentenceMarks.IsEnd(line[i]) && line[i] != '\n' && i < line.Length - 1)
                    continue;
                yield return line.Substring(start, i + 1 - start);
                start = i + 1;
            }
        }
    }
}
