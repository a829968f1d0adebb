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
        /// <summary>Somebody else of whom something is said.</summary>
        static readonly Regex s_others = new Regex(
            "(妹|弟|兄|姉|母|父|ママ|パパ|祖母|友達|友だち|親友|先生|先輩|後輩|みんな|あいつ|こいつ|彼|彼女|君|きみ|あなた|お前)(さん|ちゃん|くん|貴|たち)?(は|が|も|って|のこと)",
            RegexOptions.CultureInvariant);

        /// <summary>The same, where what is told next or was told just before may be of him: 弟がいて、名前は健太; 3月4日生まれの友達.</summary>
        static readonly Regex s_company = new Regex(
            "妹|弟|兄|姉|母|父|ママ|パパ|祖父|祖母|息子|娘|いとこ|従兄|従弟|友達|友だち|親友|先生|先輩|後輩|同級生|クラスメイト|彼女|彼氏|みんな|あいつ|犬|猫|いぬ|ねこ|うさぎ|ハムスター|金魚|インコ|ペット|キャラ|主人公", RegexOptions.CultureInvariant);

        /// <summary>What was agreed on with somebody else: 友達と明日会うって約束した.</summary>
        static readonly Regex s_withOthers = new Regex("(" + s_company + ")(たち|さん|ちゃん|くん)?[とに](?!なる|なり)", RegexOptions.CultureInvariant);

        static readonly Regex s_denial = new Regex("じゃない|ではない|じゃなく|嫌い|きらい|できない", RegexOptions.CultureInvariant);

        /// <summary>What makes a sentence say less than it seems to: a denial, a doubt, a condition, the past, a joke.</summary>
        static readonly Regex s_unsure = new Regex(
            "じゃない|ではない|じゃあり|ではあり|じゃねえ|じゃなかった|だったら|だったとき|だった頃|だったころ|だとしたら|ならよかった|なら良かった|かもしれ|かもね|だっけ|たぶん|多分|らしい|"
            + "わからない|分からない|知らない|覚えて|忘れ|秘密|内緒|教えない|ほしくない|欲しくない",
            RegexOptions.CultureInvariant);

        /// <summary>What may follow a pattern and turns it around: 好きになれない, 好きな人, 好きとは言えない.</summary>
        static readonly Regex s_refusal = new Regex(
            "^(じゃ|では|とは|わけ|くな|かも|って聞|って言|と言|る|だった|なら|だ?と思|にな|な(?![んの。！!…〜]|$))", RegexOptions.CultureInvariant);

        /// <summary>呼んでた, 呼んでいる tell of somebody else; 生まれた does not.</summary>
        static readonly Regex s_past = new Regex("^(た|いる|いた|いま)", RegexOptions.CultureInvariant);

        /// <summary>Patterns that tell a name: of two that are told at once neither is his.</summary>
        static readonly Regex s_naming = new Regex("名|呼|と申|と言|って言|っていう", RegexOptions.CultureInvariant);

        static readonly Regex s_joke = new Regex("嘘|うそ|ウソ|冗談|なんてね|なんちゃって", RegexOptions.CultureInvariant);

        /// <summary>What is told before it is taken back by what follows.</summary>
        static readonly Regex s_correction = new Regex(
            "^.*(じゃなくって|じゃなくて|じゃなく|ではなくて|ではなく|でなくて|じゃないよ?、|、いや、?|いや違う|違った|間違えた|まちがえた)[、…]*", RegexOptions.CultureInvariant);

        /// <summary>A sentence that takes back those before it.</summary>
        static readonly Regex s_retraction = new Regex("^(あ、|いや、)?(嘘|うそ|ウソ|なんてね|なんちゃって|冗談|違う|ちがう|違った|間違え|まちがえ)", RegexOptions.CultureInvariant);

        /// <param name="slot">What is asked for.</param>
        /// <param name="line">The player's words.</param>
        /// <param name="before">His words of the turn before: of whom they speak, these may go on to speak.</param>
        /// <returns>The value, or null if the line does not tell it.</returns>
        public static string? Read(MemorySlot slot, string line, string before = "")
        {
            string? told = null;
            bool isOfOthers = s_company.IsMatch(before);
            foreach (string sentence in Sentences(line))
            {
                bool namesHimself = Array.Exists(SlotText.Selves, self => sentence.Contains(self));
                isOfOthers &= !namesHimself;
                if (!isOfOthers && !IsQuestion(sentence) && LastMatch(slot, sentence) is string value)
                    told = value;
                else if (s_retraction.IsMatch(sentence))
                    told = null;
                isOfOthers |= !namesHimself && s_company.IsMatch(sentence); // 昔の友達がいてさ。タケルっていうんだけど
            }

            return told;
        }

        /// <summary>Whether a line says that a value which was told before is not, or no longer, true.</summary>
        public static bool Denies(MemorySlot slot, string line, string value)
        {
            foreach (string sentence in Sentences(line))
            {
                Match denial = s_denial.Match(sentence);
                if (!denial.Success || IsQuestion(sentence))
                    continue;
                string denied = sentence.Substring(0, denial.Index);
                bool isIt = slot.kind switch
                {
                    SlotKind.Date => SlotValues.Date(denied) == value,
                    SlotKind.Number => SlotValues.Number(denied) == value,
                    _ => denied.Contains(value),
                };
                if (isIt)
                    return true;
            }

            return false;
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
            if (piece.Length == 0 || sentence == null || IsQuestion(sentence) || slot.cues.Exists(piece.Contains) || SlotText.Selves.Contains(piece))
                return null;
            if (s_denial.IsMatch(sentence.Substring(sentence.IndexOf(piece, StringComparison.Ordinal) + piece.Length)))
                return null;
            return slot.kind switch
            {
                SlotKind.Date => SlotValues.Date(piece),
                SlotKind.Number => SlotValues.Number(piece),
                _ => UnicodeText.Count(piece) <= SlotText.Longest && !(piece.Length == 1 && JapaneseScript.IsHiragana(piece[0])) ? WithoutSelf(piece) : null, // the し of よろしく
            };
        }

        /// <summary>俺、必ず行く becomes 必ず行く.</summary>
        static string WithoutSelf(string piece)
        {
            string? self = Array.Find(SlotText.Selves, s => piece.StartsWith(s + "、", StringComparison.Ordinal));
            return self == null ? piece : piece.Substring(self.Length + 1);
        }

        static string? Match(SlotKind kind, string pattern, string sentence)
        {
            int hole = pattern.IndexOf(MemorySlot.Hole, StringComparison.Ordinal);
            string before = pattern.Substring(0, hole), after = pattern.Substring(hole + MemorySlot.Hole.Length);
            int start = before.Length == 0 ? 0 : sentence.IndexOf(before, StringComparison.Ordinal);
            while (before.Length > 0 && start >= 0 && !(IsOfPlayer(sentence, start) && IsAlone(sentence, start, before)))
                start = sentence.IndexOf(before, start + 1, StringComparison.Ordinal);
            if (start < 0)
                return null;
            start += before.Length;
            int end = after.Length == 0 ? sentence.Length : sentence.IndexOf(after, start, StringComparison.Ordinal);
            if (end < 0 || IsDenied(sentence, end + after.Length))
                return null;
            string rest = sentence.Substring(end + after.Length).Split('、')[0];
            if ((before.Length == 0 && s_company.IsMatch(rest)) || (kind == SlotKind.Text && s_past.IsMatch(rest)))
                return null;

            string told = s_correction.Replace(sentence.Substring(start, end - start), "");
            if (before.Length == 0 && s_withOthers.IsMatch(told))
                return null;
            string[] clauses = told.Split('、');
            if (s_joke.IsMatch(told) || s_unsure.IsMatch(clauses[before.Length == 0 ? clauses.Length - 1 : 0])) // 名前は太郎、覚えてね tells it
                return null;
            return kind switch
            {
                SlotKind.Date => before.Length == 0 && IsOfOther(told) ? null : SlotValues.Date(told),
                SlotKind.Number => before.Length == 0 && IsOfOther(told) ? null : SlotValues.Number(told),
                _ => SlotText.Read(told, opens: before.Length == 0, closes: after.Length == 0, isName: s_naming.IsMatch(pattern)),
            };
        }

        /// <summary>妹が3月4日生まれ, but not 僕は3月4日生まれ nor 実は3月4日生まれ.</summary>
        static bool IsOfOther(string told)
        {
            int topic = told.LastIndexOfAny(new[] { 'は', 'が', 'も' });
            string whose = topic < 0 ? "" : told.Substring(0, topic);
            return whose.Length > 0 && !SlotText.IsSelf(whose) && !new[] { "実", "誕生日", "これ", "それ" }.Any(lead => whose.EndsWith(lead, StringComparison.Ordinal));
        }

        /// <summary>妹の名前は… tells nothing of the player; 俺の名前は… does, and so does 名前は….</summary>
        static bool IsOfPlayer(string sentence, int at)
        {
            if (at > 0 && sentence[at - 1] == 'の')
                return SlotText.IsSelf(sentence.Substring(0, at - 1));
            return true;
        }

        /// <summary>弟がいて、名前は健太 may tell his name; a pattern that says 僕は tells the player's.</summary>
        static bool IsAlone(string sentence, int at, string pattern)
        {
            string lead = sentence.Substring(0, at).TrimEnd('、', 'の');
            return SlotText.IsSelf(lead) || SlotText.Selves.Any(self => pattern.StartsWith(self, StringComparison.Ordinal)) || !s_company.IsMatch(lead);
        }

        static bool IsDenied(string sentence, int at)
        {
            string rest = sentence.Substring(Math.Min(at, sentence.Length)).Split('、')[0];
            return s_refusal.IsMatch(rest) || s_unsure.IsMatch(rest) || s_joke.IsMatch(sentence);
        }

        static bool IsQuestion(string sentence)
        {
            string end = sentence.TrimEnd('。', ' ', '　', '…', '〜', '～', '！', '!');
            return new[] { "？", "?", "か", "かな", "かい", "っけ", "でしょ", "でしょう", "だろ", "だろう" }.Any(q => end.EndsWith(q, StringComparison.Ordinal));
        }

        /// <summary>Cut after <see cref="SentenceMarks"/> and line breaks, the mark included.</summary>
        static IEnumerable<string> Sentences(string line)
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
