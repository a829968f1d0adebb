using System.Text.RegularExpressions;

namespace Ojousama.Studio.Questions;

/// <summary>The word that asks for a thing: 何歳 for 17歳, どこ for 軽井沢町, 誰 for 千代さん.</summary>
static partial class Interrogative
{
    /// <summary>Asks for what stands after は or before a particle.</summary>
    /// <param name="asked">The words that are to be asked for.</param>
    /// <param name="about">What they are said of; empty if nothing is.</param>
    public static string For(string asked, string about = "") =>
        Date().IsMatch(asked) || about.EndsWith('日') ? "いつ"
        : Number().Match(asked) is { Success: true } number ? "何" + number.Groups["counter"].Value
        : Reason().IsMatch(asked) || about.EndsWith("理由", StringComparison.Ordinal) ? "どうして"
        : about.EndsWith('色') || Colour().IsMatch(asked) ? "何色"
        : Person().IsMatch(asked) || PersonTopic().IsMatch(about) ? "誰"
        : Place().IsMatch(asked) || PlaceTopic().IsMatch(about) ? "どこ"
        : "何";

    /// <summary>The text with its first number asked for; null if it holds none.</summary>
    public static string? InPlaceOfNumber(string text) =>
        Number().Match(text) is { Success: true } number && !Date().IsMatch(text)
            ? $"{text[..number.Index]}何{number.Groups["counter"].Value}{text[(number.Index + number.Length)..]}"
            : null;

    /// <summary>Whether it is a name for a stretch of time: 夏, 雨の日, 放課後.</summary>
    public static bool IsTime(string topic) => Time().IsMatch(topic);

    [GeneratedRegex("[0-9０-９一二三四五六七八九十]+月([0-9０-９一二三四五六七八九十]+日|$|生|の)|曜|日曜|[0-9０-９]+日$|(正月|元日|大晦日|クリスマス)$")]
    private static partial Regex Date();

    [GeneratedRegex("([0-9０-９]+|[一二三四五六七八九十百千]+)(?<counter>歳|才|人|匹|頭|羽|台|本|枚|冊|着|足|個|つ|杯|軒|階|回|度|番|号|位|点|年|か月|週間|日間|時間|時|分|秒|キロ|メートル|センチ|グラム|円|倍|段|級|組)(?!目|者|物)")]
    private static partial Regex Number();

    [GeneratedRegex("(ため|から)$")]
    private static partial Regex Reason();

    [GeneratedRegex("(色|^(赤|青|白|黒|緑|紫|紺|茶|桃|橙|黄|金|銀|藍|ピンク|オレンジ|グレー|ベージュ))$")]
    private static partial Regex Colour();

    [GeneratedRegex("(さん|くん|君|ちゃん|さま|様|先生|先輩|後輩|お父さん|お母さん|祖父|祖母|父|母|兄|姉|弟|妹)$")]
    private static partial Regex Person();

    [GeneratedRegex("(人|相手|作家|歌手|俳優|女優|作曲家|画家|選手|監督|先生|親友|友達|友人|ライバル|担任|部長|顧問|師匠|幼なじみ|幼馴染)$")]
    private static partial Regex PersonTopic();

    [GeneratedRegex("(都|道|府|県|市|区|町|村|島|国|山|川|海|駅|店|室|館|園|寺|神社|教会|学校|病院|工場|公園|屋敷|別荘|屋上|庭|隣|先|裏|横|中|上|下)$")]
    private static partial Regex Place();

    [GeneratedRegex("(場所|出身|出身地|生まれ|故郷|地元|家|実家|住まい|住所|別荘|行き先|お店|席)$")]
    private static partial Regex PlaceTopic();

    [GeneratedRegex("(春|夏|秋|冬|朝|昼|夜|晩|夕方|放課後|休日|休み|週末|平日|昼休み|日|曜|とき|時|頃|ころ|前|後|あと|間|帰り|正月|今年|去年|昔|将来|最近)(に|で)?$")]
    private static partial Regex Time();
}
