using System;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>Takes a name, or another short text, out of what stands in a pattern's place.</summary>
    /// <remarks>Where a name could end in two places (たろうよ: たろう or たろうよ) nothing is taken.</remarks>
    internal static class SlotText
    {
        /// <summary>Most characters of a value.</summary>
        public const int Longest = 20;

        public static readonly string[] Selves = { "俺", "僕", "私", "自分", "おれ", "ぼく", "わたし", "オレ", "ボク", "うち", "あたし", "下", "こっち" };

        const string Spaces = " \u3000";

        static readonly char[] s_marks = "、。，．！？!?…〜～「」『』（）()♪☆★♡♥\n".ToCharArray();
        static readonly char[] s_edges = s_marks.Concat(Spaces).ToArray();

        /// <summary>What may stand before a value that a pattern begins with.</summary>
        static readonly string[] LeadIns = { "のことは", "のこと", "の名前は", "の誕生日は", "は", "も", "を", "、" };

        /// <summary>Words that begin a sentence and are no part of a value.</summary>
        static readonly string[] Openers = { "やっぱり", "やっぱ", "これからは", "これから", "じゃあ", "実は", "えっと", "えーと", "あのね", "ちなみに", "よかったら", "できれば", "でも", "普段は", "いつもは", "一応" };

        /// <summary>One of two: neither is told. Names in hiragana may hold a か.</summary>
        static readonly Regex s_choice = new Regex(@"[^\p{IsHiragana}]か[^\p{IsHiragana}]|または|もしくは|あるいは", RegexOptions.CultureInvariant);

        /// <summary>太郎と次郎. Names in hiragana may hold a と.</summary>
        static readonly Regex s_two = new Regex(@"[^\p{IsHiragana}](と|や|＆|&|とか)[^\p{IsHiragana}]", RegexOptions.CultureInvariant);

        /// <summary>Where another clause begins: nothing behind it belongs to a value, and nothing before it to one that follows.</summary>
        static readonly Regex s_clause = new Regex(
            "なんだけど|なんですけど|だけど|ですけど|けれど|けど|なんですが|ですが|だから|ですから|なので|って呼|と呼|って言|と言|っていう|っていい|といい|と申し", RegexOptions.CultureInvariant);

        /// <summary>A clause that takes the value back, or says that another said it.</summary>
        static readonly Regex s_hearsay = new Regex("^(って|と)(呼|言).*(ない|なかっ)|^(って|と)言(ってた|ってる|った|われ)", RegexOptions.CultureInvariant);

        /// <summary>What may follow a value that a pattern ends with; the longest first.</summary>
        static readonly string[] Tails = { "なんだよね", "なんですよ", "なんです", "なんだよ", "なんだ", "ですわ", "ですよ", "ですね", "でーす", "です", "だよね", "だよ", "だぜ", "だぞ", "だね", "っすよ", "っす", "やねん", "やで" };

        /// <summary>The same, but names in hiragana may end so too: あかね, みよ, ひなの, やまだ.</summary>
        static readonly string[] s_doubtfulTails = { "なの", "だ", "ね", "よ" };

        static readonly string[] Doubts = { "何", "なに", "誰", "だれ", "どこ", "どう", "いつ", "なん", "どれ", "秘密", "内緒", "ない", "忘れ", "覚えて" };

        /// <summary>What is said of a name, or of who said it, rather than a name: 変わってる, 長い, 太郎だって聞いた, 太郎とは違う.</summary>
        static readonly Regex s_predicate = new Regex(
            @"って|だそう|みたい|とは|なわけ|ちゃう|違[うえいっ]|言[っいわう]|聞[いかこ]|思[いうっわ]|呼[ばびぶんべ]|教え|(てる|てた|った|いた|える|じる)$|[\u3400-\u9FFF][いじ][よね]?$|^(大事|大切|平凡|普通|有名|変|立派|素敵|綺麗|不明|未定|自由)$",
            RegexOptions.CultureInvariant);

        /// <summary>What a player says while he thinks, before the value or in its place: 好物はねえ、断然カツ丼.</summary>
        static readonly Regex s_filler = new Regex(
            "^((ね[えぇー]*|さ[あぁー]*|な[あぁー]*|えっと|え[えー]?と|ん[んー]*|う[ー〜]*ん|あの[うー]?|そう(だ|です)?[なね]?[あぁえー]*)([、,…。！!]+|$)|(断然|もちろん|やっぱり?|何といっても|なんといっても)[、,]?)+", RegexOptions.CultureInvariant);

        static readonly string[] s_hers = { "君", "きみ", "キミ", "あなた", "貴女", "貴方", "お前", "おまえ", "あんた" };

        static readonly Regex s_pictures = new Regex("(?:[\uD83C-\uD83E][\uDC00-\uDFFF]|[\u2600-\u27BF\u200D\uFE0F])+", RegexOptions.CultureInvariant);

        /// <summary>Whether words end in what a player calls himself.</summary>
        public static bool IsSelf(string words) => Selves.Any(self => words.EndsWith(self, StringComparison.Ordinal));

        /// <param name="told">What stands in the place of the value.</param>
        /// <param name="opens">Whether the pattern begins with the value, so that other words may stand before it.</param>
        /// <param name="closes">Whether the pattern ends with the value, so that other words may follow.</param>
        /// <param name="isName">Whether it is what somebody is called.</param>
        /// <returns>Null if no value can be told for sure.</returns>
        public static string? Read(string told, bool opens, bool closes, bool isName)
        {
            string? value = s_pictures.Replace(told, "。");
            if (closes)
                value = Close(value);
            if (opens && value != null)
                value = Open(value);
            value = value?.Trim(s_edges);
            bool isValue = !string.IsNullOrEmpty(value) && UnicodeText.Count(value!) <= Longest && !Doubts.Any(value!.Contains) && !s_choice.IsMatch(value!)
                && !(isName && s_two.IsMatch(value!))
                && !(closes && s_predicate.IsMatch(value!)) && Array.IndexOf(s_hers, value!) < 0
                && !(opens && value!.IndexOfAny(new[] { 'を', 'が', 'は' }) > 0);
            return isValue ? value : null;
        }

        static string? Close(string told)
        {
            told = s_filler.Replace(told.Trim(s_edges), "");
            string value = told.Trim(s_edges);
            int mark = value.IndexOfAny(s_marks);
            value = mark < 0 ? value : value.Substring(0, mark);
            if (mark >= 0 && told.Trim(s_edges)[mark] == '、' && value.Length > 1 && value[value.Length - 1] == 'で' && !JapaneseScript.IsHiragana(value[value.Length - 2]))
                value = value.Substring(0, value.Length - 1); // 名前は山田で、…
            Match clause = s_clause.Match(value);
            if (clause.Success && s_hearsay.IsMatch(value.Substring(clause.Index)))
                return null;
            if (clause.Success && clause.Index > 0)
                value = value.Substring(0, clause.Index);
            return FirstWords(value) is string words ? WithoutTail(words) : null;
        }

        static string? WithoutTail(string value)
        {
            if (Tails.FirstOrDefault(t => value.Length > t.Length && value.EndsWith(t, StringComparison.Ordinal)) is string tail)
                return value.Substring(0, value.Length - tail.Length);
            if (Array.IndexOf(Tails, value) >= 0)
                return null;
            string? doubtful = s_doubtfulTails.FirstOrDefault(t => value.Length > t.Length && value.EndsWith(t, StringComparison.Ordinal));
            if (doubtful == null)
                return value;
            string name = value.Substring(0, value.Length - doubtful.Length);
            if (!JapaneseScript.IsHiragana(name[name.Length - 1]))
                return name;
            bool isShort = name.Length == 1 || (name.Length == 2 && (doubtful == "ね" || doubtful == "よ"));
            return isShort ? value : null;
        }

        /// <summary>山田 太郎 is one name; of 太郎 よろしく only the first word is.</summary>
        static string? FirstWords(string value)
        {
            string[] words = value.Split(Spaces.ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || JapaneseScript.IsHiragana(words[1][0]))
                return words.FirstOrDefault();
            return words.Length == 2 && words.All(word => word.All(c => char.IsLetter(c) || char.IsSurrogate(c) || "々ー・'-".IndexOf(c) >= 0)) ? value : null;
        }

        static string Open(string told)
        {
            string value = told.TrimEnd(s_edges);
            value = value.Substring(value.LastIndexOfAny(s_edges) + 1);
            foreach (Match clause in s_clause.Matches(told))
            {
                if (clause.Index + clause.Length < told.Length && told.Length - clause.Index - clause.Length < value.Length)
                    value = told.Substring(clause.Index + clause.Length).Trim(s_edges);
            }

            string? opener = Openers.FirstOrDefault(o => value.StartsWith(o, StringComparison.Ordinal));
            value = value.Substring(opener?.Length ?? 0);
            string? self = Selves.FirstOrDefault(s => value.StartsWith(s, StringComparison.Ordinal));
            string? leadIn = self == null ? null : LeadIns.FirstOrDefault(l => string.CompareOrdinal(value, self.Length, l, 0, l.Length) == 0);
            return leadIn == null ? value : value.Substring(self!.Length + leadIn.Length);
        }
    }
}
