using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Ojousama.Recall
{
    /// <summary>Whom of somebody's family a text names, whatever the word: かーちゃん, お母さん and ママ are one.</summary>
    /// <remarks>Embedders bring all relatives near each other, so that かーちゃん何してる人？ finds what an elder sister does.</remarks>
    internal static class Kin
    {
        const string Parents = "父母", Siblings = "兄姉弟妹";

        /// <summary>Words, and the characters of those whom they mean.</summary>
        static readonly (Regex Words, string Whom)[] s_kin =
        {
            (Of("(?<![祖伯叔義]|祖父)母(?![国校語性])|ママ(?!チャリ)|おかん|オカン|か[あー](ちゃん|さん)|おふくろ|お袋"), "母"),
            (Of("(?<![祖伯叔義])父|パパ|おとん|オトン|と[うー](ちゃん|さん)|親父|おやじ|オヤジ"), "父"),
            (Of("両親|(?<![父母])親(?![父友戚切子指知近し分愛日方])"), Parents),
            (Of("兄(?!弟)|に[いー](ちゃん|さん)|あにき|アニキ"), "兄"),
            (Of("姉(?!妹)|ね[えー](ちゃん|さん)|アネキ"), "姉"),
            (Of("(?<!兄)弟(?!子)|おとうと"), "弟"),
            (Of("(?<!姉)妹|いもうと"), "妹"),
            (Of("兄弟|きょうだい|姉妹"), Siblings),
            (Of("祖父(?!母)|じ[いー](ちゃん|さん|さま|じ)|おじい"), "爺"),
            (Of("祖母|ば[あー](ちゃん|さん|さま|ば)|おばあ"), "婆"),
            (Of("祖父母"), "爺婆"),
            (Of("犬|わんこ|ワンコ|(わん|ワン)ちゃん"), "犬"),
            (Of("猫|ねこ|ネコ|にゃんこ|ニャンコ"), "猫"),
        };

        /// <summary>Whether a text speaks of relatives, and of none whom the line names. Of a line that names none nothing is.</summary>
        public static bool IsOfOthers(string text, string line)
        {
            HashSet<char> asked = Whom(line);
            if (asked.Count == 0)
                return false;
            HashSet<char> told = Whom(text);
            return told.Count > 0 && !told.Overlaps(asked);
        }

        static HashSet<char> Whom(string text) => s_kin.Where(kin => kin.Words.IsMatch(text)).SelectMany(kin => kin.Whom).ToHashSet();

        static Regex Of(string words) => new Regex(words, RegexOptions.CultureInvariant);
    }
}
