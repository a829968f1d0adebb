using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Ojousama.Recall.Memory
{
    /// <summary>Judges whether words can be what somebody is called, rather than something said of a name: ひみつ, 父がつけた, 太郎のはず.</summary>
    /// <remarks>By their scripts: a name is in kana throughout, or has hiragana only at its end; what is inflected there is no name.</remarks>
    internal static class SlotName
    {
        static readonly Regex s_shape = new Regex(
            @"^(?:[^\p{IsHiragana}]+(?<end>\p{IsHiragana}*)|(?<kana>\p{IsHiragana}+ー?)|[^\p{IsHiragana}]*\p{IsHiragana}{1,4}[子美代香恵江]|\p{IsHiragana}{1,4}[^\p{IsHiragana}])$", RegexOptions.CultureInvariant);

        /// <summary>Hiragana behind kanji that are grammar: 太郎がいい, 読みにくい, 決めて.</summary>
        static readonly Regex s_inflected = new Regex(
            "^(?:[うくぐすつぬぶむるいじきちりけめえれてたがをはもとにでへかのさなわやだねよぜ]|が.*|を.*|は[、ずい].*|か(?:も|な|ど).*|の(?:は|つも|こと|よう|方).*|に(?:し|な|は|す).*|と(?:か|い|は|の|も$).*|で(?:は|な|も|す|し|よ).*|より.*|から.*|まで.*"
            + "|だ.*|や(?:な|け|ろ|か).*|ゆう.*|ばい|どす.*|ほど|.*(?:から|ておく)|な(?:ん|わ|ら|の).*|じゃ.*|ちゃう.*|ちが.*|みたい.*|らし.*|っぽ.*|っていうか.*|もとい.*|って.*|さん?です.*|.*(?:しい|たい|ない|くい|づらい|やすい|いい|った|いた|した|えた|けた|れた|めた|んだ|きた|[てで]る|(?:[えせめれあいなすわ]|(?<!た)け)る"
            + "|[いきしちりっんえけせめれて][てで]|ます|ました|です|せん|しょ|だよ|んな|そう))[なねよ]*$",
            RegexOptions.CultureInvariant);

        /// <summary>太郎か次郎 in kana.</summary>
        static readonly Regex s_choice = new Regex(@"^\p{IsHiragana}{2,}[んう](?:か|と|や)\p{IsHiragana}{3,}$|^.{3,}(?:か|と|や).{3,}$", RegexOptions.CultureInvariant);

        /// <summary>Words that are said of names, and of what one does not tell.</summary>
        static readonly Regex s_words = new Regex(
            "^(?:[wｗ]+|\\p{IsHiragana}|ワタシ.+|わたくし.+|と(?:いう|いえば|言う|言えば).*|.*(?:ごめん|ありがとう|おはよう|おやすみ|もの)|だめだ|ひみつ|ヒミツ|ナイショ|ないしょ|まだ|また|だめ|ダメ|駄目|むり|ムリ|無理|あとで|あと|いい|もう|これ|それ|あれ|そう|そのまま|きれい|かわいい|カワイイ|かっこいい|カッコいい|いい[かよなねの].*|すき|きらい|にがて|おかしい|へん|ださい|ない"
            + "|ありません|あります|ある|いらない|いろいろ|ひとつ|ふたつ|ひらがな|カタカナ|なし|ななし|名無し|名無しさん|ご存じ|一応|というと|ですねえ?|ねえ|むだ|むだよ|いや|だよ|です"
            + "|大丈夫|結構|省略|以下略|不要|必要|未設定|空欄|本名|偽名|仮名|仮|実名|匿名|匿名希望|非公開|ノーコメント|NG|重要|大事|大切|平凡|普通|有名|有名人|変|変人|立派|素敵|綺麗|可愛|古風|不明|未定|自由|適当|内緒|秘密|後程|後日|今度|次回|名前|関係|平仮名|漢字|片仮名"
            + "|好き|好きだよ|嫌い|大好き|大嫌い|苦手|得意|好きに|ふつう|一緒|同じ|最高|最悪|一つ|二つ|呪い|救急車|警察|先生|先輩)$|文字|以外|希望|[0-9０-９]歳|(?:学校|高校|中学|大学)$|[^A-Za-z]or[^A-Za-z]|.{2}(?:説|系|風)$|[^\\p{IsHiragana}](?:が|を)[^ヶ]|[^\\p{IsHiragana}](?:に|の|と|は|も|から|より)[^\\p{IsHiragana}]",
            RegexOptions.CultureInvariant);

        static readonly char[] s_blanks = { ' ', '　' };

        static readonly char[] s_between = { '/', '／', '→', '＋', '+' };

        public static bool IsName(string value)
        {
            Match shape = s_shape.Match(string.Concat(value.Split(s_blanks)));
            return shape.Success && !s_words.IsMatch(value) && !s_inflected.IsMatch(shape.Groups["end"].Value) && !(shape.Groups["kana"].Success && s_choice.IsMatch(value))
                && value.IndexOfAny(s_between, 1) < 0 && !value.Contains(" or ") && !value.EndsWith("笑", StringComparison.Ordinal) && value.Any(c => char.IsLetter(c) || char.IsSurrogate(c));
        }
    }
}
