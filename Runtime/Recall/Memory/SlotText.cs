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

        static readonly char[] s_marks = "、。,，．！？!?‼⁇⁈⁉…〜～~「」『』（）()【】《》〈〉〔〕“”\"♪☆★♡♥:：;；\n".ToCharArray();
        static readonly char[] s_edges = s_marks.Concat(Spaces + "・：:-―").ToArray();

        /// <summary>What may stand before a value that a pattern begins with.</summary>
        static readonly string[] LeadIns = { "のことは", "のこと", "の名前は", "の誕生日は", "は", "も", "を", "、" };

        /// <summary>Words that begin a sentence and are no part of a value.</summary>
        static readonly Regex s_openers = new Regex(
            "^(?:やっぱり?|これから[はも]?|今日から|今度から|次からは?|じゃあ?|実は|えっと|えーと|うーん|んー|まあ|ねえ|あのね|ちなみに|(?:もし)?(?:よかったら|よければ)|できれば|でも|普段は|いつもは|一応|もう(?=[^\\p{IsHiragana}])|とりあえず|なるべく|気軽に|遠慮なく|頼むから|お願いだから|正直|普通に"
            + "|ふつうに|下の名前で|名前で|呼び捨てで|親しみを込めて|(?:また)?[昔前]みたいに|(?:初|はじ)めまして|どうも(?=[^\\p{IsHiragana}]|$)|改めまして|失礼します|お初にお目にかかります|本当に|特に|昔から|断然)",
            RegexOptions.CultureInvariant);

        /// <summary>One of two: neither is told. Names in hiragana may hold a か.</summary>
        static readonly Regex s_choice = new Regex(@"[^\p{IsHiragana}]か[^\p{IsHiragana}]|または|もしくは|あるいは", RegexOptions.CultureInvariant);

        /// <summary>太郎と次郎. Names in hiragana may hold a と.</summary>
        static readonly Regex s_two = new Regex(@"[^\p{IsHiragana}](と|や|＆|&|とか)[^\p{IsHiragana}]", RegexOptions.CultureInvariant);

        /// <summary>Where another clause begins: nothing behind it belongs to a value, and nothing before it to one that follows.</summary>
        static readonly Regex s_clause = new Regex(
            "なんだけど|なんですけど|だけど|ですけど|けれど|けど|なんですが|ですが|だから|ですから|なので|って呼|と呼|って言|と言|っていう|っていい(?=ま)|といい(?=ま)|と申し", RegexOptions.CultureInvariant);

        /// <summary>A clause that takes the value back, or says that another said it.</summary>
        static readonly Regex s_hearsay = new Regex("^(って|と)いう(か|より)|^(って|と)(呼|言).*(ない|なかっ)|^(って|と)言(ってた|ってる|った|われ)", RegexOptions.CultureInvariant);

        /// <summary>What may follow a value that a pattern ends with; the longest first.</summary>
        static readonly Regex s_tail = new Regex($"(?<=.)(?:(?:{SlotEnds.LongCopula}|だ(?=[よょねぜぞわなさっ])){SlotEnds.Particles}|(?<=[^a-zA-Z])[wｗ]+)$", RegexOptions.CultureInvariant);

        /// <summary>The same, but names in hiragana may end so too: あかね, みよ, ひなの, やまだ.</summary>
        static readonly string[] s_doubtfulTails = { "なの", "だ", "ね", "よ" };

        static readonly string[] Doubts = { "何", "なに", "誰", "だれ", "どこ", "どう", "いつ", "なん", "どれ", "秘密", "内緒", "ない", "忘れ", "覚えて" };

        /// <summary>What is said of a name, or of who said it, rather than a name: 変わってる, 長い, 太郎だって聞いた, 太郎とは違う.</summary>
        static readonly Regex s_predicate = new Regex(
            @"って|だそう|みたい|とは|なわけ|ちゃう|違[うえいっ]|言[っいわう]|聞[いかこ]|思[いうっわ]|呼[ばびぶんべ]|教え|(てる|てた|った|いた|える|じる)$|[\u3400-\u9FFF][いじ][よね]?$|^(大事|大切|平凡|普通|有名|変|立派|素敵|綺麗|不明|未定|自由)$",
            RegexOptions.CultureInvariant);

        /// <summary>What a player says while he thinks, before the value or in its place: 好物はねえ、断然カツ丼.</summary>
        static readonly Regex s_filler = new Regex(
            "^((ね[えぇー]*|さ[あぁー]*|な[あぁー]*|えっと|え[えー]?と|ん[んー]*|う[ー〜]*ん|あの[うー]?|そう(だ|です)?[なね]?[あぁえー]*)([、,…。！!]+|$)|ですねえ?[、,…。]+|\\.{2,}|(一応|断然|もちろん|やっぱり?|何といっても|なんといっても)[、,]?)+", RegexOptions.CultureInvariant);

        /// <summary>A picture (put as one mark) that is a word of its sentence: 🍣だよ, 寿司🍣とラーメン.</summary>
        static readonly Regex s_pictureAsWord = new Regex("^\uFFFC[だで]|\uFFFC[とやも]", RegexOptions.CultureInvariant);

        /// <summary>How a name is read: 大輝（ダイキ）.</summary>
        static readonly Regex s_aside = new Regex("(?<=[^、。 ])[（(][^）)]*[）)]$", RegexOptions.CultureInvariant);

        /// <summary>What stands behind the last mark or blank; a blank between Latin words is none.</summary>
        static readonly Regex s_lastWords = new Regex($"(?:(?<=[A-Za-z]) (?=[A-Za-z])|[^{Regex.Escape(new string(s_marks)).Replace("]", "\\]")}{Spaces}])*$", RegexOptions.CultureInvariant);

        static readonly string[] s_hers = { "君", "きみ", "キミ", "あなた", "貴女", "貴方", "お前", "おまえ", "あんた" };

        /// <summary>Whether words end in what a player calls himself.</summary>
        public static bool IsSelf(string words) => Selves.Any(self => words.EndsWith(self, StringComparison.Ordinal));

        /// <param name="told">What stands in the place of the value.</param>
        /// <param name="opens">Whether the pattern begins with the value, so that other words may stand before it.</param>
        /// <param name="closes">Whether the pattern ends with the value, so that other words may follow.</param>
        /// <param name="isName">Whether it is what somebody is called.</param>
        /// <returns>Null if no value can be told for sure.</returns>
        public static string? Read(string told, bool opens, bool closes, bool isName)
        {
            const char Picture = '\uFFFC';
            string? value = SlotPictures.Replace(told, Picture);
            if (closes && s_pictureAsWord.IsMatch(value))
                return null;
            value = value.Replace(Picture, '。');
            if (closes)
                value = Close(value);
            if (opens && value != null)
                value = Open(value);
            else if (!closes && value != null)
                value = WithoutOpeners(value.Trim(s_edges));
            value = value?.Trim(s_edges);
            bool isValue = !string.IsNullOrEmpty(value) && UnicodeText.Count(value!) <= Longest && !(isName || closes ? Doubts.Any(value!.Contains) : Doubts.Contains(value)) && !s_choice.IsMatch(value!)
                && !(isName && (s_two.IsMatch(value!) || !SlotName.IsName(value!)))
                && !(closes && s_predicate.IsMatch(value!)) && Array.IndexOf(s_hers, value!) < 0
                && !(opens && value!.IndexOfAny(isName ? new[] { 'を', 'が', 'は' } : new[] { 'が', 'は' }) > 0);
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
            if (s_tail.Match(value) is Match tail && tail.Success)
                return value.Substring(0, tail.Index);
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
            if (words.Length < 2 || JapaneseScript.IsHiragana(words[1][0]) || words[1].IndexOf('は') > 0 || char.IsDigit(words[1][0]))
                return words.FirstOrDefault();
            return words.Length == 2 && words.All(word => word.All(c => char.IsLetter(c) || char.IsSurrogate(c) || "々ー・'-".IndexOf(c) >= 0)) ? value : null;
        }

        static string Open(string told)
        {
            told = s_aside.Replace(told.TrimEnd('。'), "");
            string value = told.TrimEnd(s_edges);
            value = s_lastWords.Match(value).Value;
            foreach (Match clause in s_clause.Matches(told))
            {
                if (clause.Index + clause.Length < told.Length && told.Length - clause.Index - clause.Length < value.Length)
                    value = told.Substring(clause.Index + clause.Length).Trim(s_edges);
            }

            value = WithoutOpeners(value);
            string? self = Selves.FirstOrDefault(s => value.StartsWith(s, StringComparison.Ordinal));
            string? leadIn = self == null ? null : LeadIns.FirstOrDefault(l => string.CompareOrdinal(value, self.Length, l, 0, l.Length) == 0);
            return leadIn == null ? value : WithoutOpeners(value.Substring(self!.Length + leadIn.Length));
        }

        /// <summary>Whether words only begin a sentence: やっぱり, はじめまして.</summary>
        public static bool AreOpeners(string words) => s_openers.Match(words) is Match opener && opener.Success && (opener.Length == words.Length || AreOpeners(words.Substring(opener.Length)));

        static string WithoutOpeners(string value)
        {
            for (Match opener = s_openers.Match(value); opener.Success && opener.Length < value.Length; opener = s_openers.Match(value))
                value = value.Substring(opener.Length);
            return value;
        }
    }
}
