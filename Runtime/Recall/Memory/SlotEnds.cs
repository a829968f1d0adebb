using System;
using System.Text.RegularExpressions;
using Ojousama.Character;

namespace Ojousama.Recall.Memory
{
    /// <summary>What may follow a value, or the words of a pattern behind it, up to the end of the clause.</summary>
    /// <remarks>These are lists of what lets a value be told, not of what forbids it: there is no end to the ways of turning a sentence around.</remarks>
    internal static class SlotEnds
    {
        /// <summary>It is so: です, なんだ, やで.</summary>
        public const string Copula = "(?:だ|" + LongCopula + ")";

        /// <summary>The same without だ, with which a name in kana may end.</summary>
        public const string LongCopula =
            "(?:なん(?:です|だ|や|よ)|なの(?:です|だ)|でございます|であります|でござる|である|ですわ?|でーす|でっす|っす|やねん|やで|や(?=けど|から))";

        /// <summary>What a sentence may end with behind it, laughter and drawn-out vowels included.</summary>
        public const string Particles = "(?:よ|ょ|ね|わ|ぜ|ぞ|さ|の|な|ん(?!だ)|ー|っ|ぉ|え|ぇ|ぅ|う|[wｗ])*";

        const string Marks = @"、,，。．！？!?‼…〜～~♪☆★♡♥「」『』（）()\s";

        const string Link = "(?:(?:けど|けれど|が|から|ので|のに|し、?).*)?";

        static readonly Regex s_clause = new Regex($"^[^{Marks}]*", RegexOptions.CultureInvariant);

        /// <summary>Behind 呼んで: a request, not what came of it.</summary>
        static readonly Regex s_request = new Regex(
            "^(?:(?:ください|下さい|くださいませ|くれ|ちょうだい|頂戴|みて|ほしい|欲しい|もらいたい|(?:くれ|もらえ)(?:る|ます)?と(?:嬉しい|うれしい|助かる|ありがたい)|くれたら(?:嬉しい|うれしい)|"
            + "も?いい(?=よ|ぞ|ぜ|です|から|ん)|も?かまわない|も?構わない)(?:んだ|んです|です)?[よねなぞぜー〜]*(?:(?:けど|けれど|から|ので).*)?|[よねなやー]*)$",
            RegexOptions.CultureInvariant);

        /// <summary>Behind と申します, っていうんだ.</summary>
        static readonly Regex s_finished = new Regex("^[よわー〜っ]*(?:(?:けど|けれど|が|ので|から|し).*)?$", RegexOptions.CultureInvariant);

        /// <summary>Behind 好き, 誕生日, 約束 or a value itself: it is so, or was done.</summary>
        static readonly Regex s_noun = new Regex(
            $"^(?:{Particles}|{Copula}{Particles}{Link}|で(?![もなはすきし]).*|なので.*|(?:を|も)?(?:する|します|しよう|した|しました|して)(?:んだ|んです|じゃん)?{Particles}(?:(?:けど|から|ので).*)?)$",
            RegexOptions.CultureInvariant);

        /// <summary>Behind 生まれ too: 生まれました, 生まれの山羊座.</summary>
        static readonly Regex s_born = new Regex(
            $"^(?:(?:た|ました)(?:んだ|んです)?{Particles}{Link}|の(?:[^のと]{{1,3}}座|[0-9０-９]+歳){Copula}?{Particles})$", RegexOptions.CultureInvariant);

        /// <summary>だよね of a date asks for it; なんだよね tells it.</summary>
        static readonly Regex s_asksBack = new Regex("(?:(?:だ|です)ね|(?<!んだ|んです)よね|よな|だな)ー?$", RegexOptions.CultureInvariant);

        /// <summary>Which part of a day, or of a week, a date is: it stays the same date.</summary>
        static readonly Regex s_partOfDate = new Regex("^日?(?:の?(?:[月火水木金土日]曜日?|朝|昼|夜中|夜|夕方|(?:午前|午後)?[0-9]+時(?:[0-9]+分)?))?", RegexOptions.CultureInvariant);

        /// <summary>What a clause begins with that takes back what stands before it.</summary>
        static readonly Regex s_takenBack = new Regex(
            "^(?:あ、|いや、|ごめん、?|やっぱり?)?(?:嘘|うそ|ウソ|なんてね|なんちゃって|冗談|違う|ちがう|違った|間違え|まちがえ|やめ|なし|取り消|な?わけ|じゃな[いく]|ではな|キャンセル|忘れて|守[れら]な|無理|できな|多分|たぶん)",
            RegexOptions.CultureInvariant);

        /// <summary>The text up to the next mark, picture or blank.</summary>
        public static string Clause(string text) => s_clause.Match(SlotPictures.Replace(text, '。')).Value;

        /// <summary>Whether a sentence or clause takes back what was told before it.</summary>
        public static bool TakesBack(string text) => s_takenBack.IsMatch(text);

        /// <summary>Whether a pattern asks for something: 呼んで.</summary>
        public static bool Asks(string pattern) => EndsWith(pattern, "て", "で");

        static bool EndsWith(string pattern, params string[] ends) => Array.Exists(ends, end => pattern.EndsWith(end, StringComparison.Ordinal));

        /// <param name="pattern">The words of the pattern behind the value; empty if it ends with the value.</param>
        /// <param name="rest">What follows them.</param>
        /// <param name="kind">Of the value.</param>
        public static bool Allow(string pattern, string rest, SlotKind kind)
        {
            string clause = Clause(rest);
            string next = rest.Substring(clause.Length).TrimStart('、', ',', '，', '…', ' ', '　', '（', '(');
            if (TakesBack(next))
                return false;
            if (kind == SlotKind.Date && s_asksBack.IsMatch(clause))
                return false;
            if (Asks(pattern))
                return s_request.IsMatch(clause);
            if (EndsWith(pattern, "ます", "だ", "です"))
                return s_finished.IsMatch(clause);
            return s_noun.IsMatch(clause) || (EndsWith(pattern, "生まれ") && s_born.IsMatch(clause));
        }

        /// <summary>Whether a date is told whole where this stands behind its day, and is what the sentence tells.</summary>
        public static bool AllowBehindDay(string rest) => Allow("", s_partOfDate.Replace(rest, "", 1), SlotKind.Date);
    }
}
