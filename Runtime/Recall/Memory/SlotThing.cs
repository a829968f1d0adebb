using System.Text.RegularExpressions;

namespace Ojousama.Recall.Memory
{
    /// <summary>Judges whether words are a thing, such as one likes, rather than something said of such things: 最後に食べる, 人それぞれ.</summary>
    internal static class SlotThing
    {
        /// <summary>A predicate: 買う, 増えた, 話してて楽しい.</summary>
        static readonly Regex s_predicate = new Regex(
            @"[^\p{IsHiragana}]\p{IsHiragana}{0,4}(?:[うくぐすつぬぶむる]|しい|たい|ない|った|いた|した|えた|れた|んだ|[っいんてみ][てで]|ごらん|ません|けど|から)$", RegexOptions.CultureInvariant);

        /// <summary>Something before the thing that is said of it: 山より海, 夏は海, 17歳で海.</summary>
        static readonly Regex s_said = new Regex(
            @"[^\p{IsHiragana}](?:より|よりも|だと|なら|では|で|は|も|が|で言えば|っていうか|い?だけど|から)[^\p{IsHiragana}]|が嫌い|が苦手|は嫌い|は苦手|、", RegexOptions.CultureInvariant);

        static readonly Regex s_words = new Regex(
            "^(?:いっぱい.*|いろいろ.*|色々.*|たくさん.*|沢山.*|特に.*|ある|あるよ|なし|ありません|ナイショ|ひみつ|なーに|考え中|お楽しみ|最後|最初|好き|一つだけ|人それぞれ|これ|それ|あれ|こっち|そっち|自分|自分のこと)$"
            + "|^(?:友達|友だち|みんな|家族)と|の(?:方|ほう)$|以外|[こそあ]ういう|のこと$|(?:さん|ちゃん|くん)$|主義$|一方$|放題$|派$|食べるタイプ|(?<=小さい|子供の|昔の)頃",
            RegexOptions.CultureInvariant);

        public static bool IsThing(string value) => !s_predicate.IsMatch(value) && !s_said.IsMatch(value) && !s_words.IsMatch(value);
    }
}
