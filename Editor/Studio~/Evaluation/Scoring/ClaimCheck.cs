using System.Text.RegularExpressions;
using Ojousama.Dialogue.Answers;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Finds what a reply claims of her and her world that nobody told: no fact, no line of the player's.</summary>
/// <remarks>
/// By slots whose values can be told from the words: ages, dates and amounts, relatives, places, pets, instruments, clubs and schools,
/// names and likings. Questions and denials claim nothing. What is claimed in other words is missed, so that the share of supported
/// replies is an upper bound; what it finds was nearly always made up.
/// </remarks>
static partial class ClaimCheck
{
    /// <summary>Each match claims its group <c>value</c>. Patterns meet text with its numbers folded.</summary>
    static readonly Regex[] s_slots = [Amount(), Relative(), Place(), Pet(), Instrument(), Club(), School(), Name(), Liking(), Job()];

    /// <param name="reply">What she said.</param>
    /// <param name="known">What she may say: facts, and what the player said.</param>
    /// <returns>The first claim that stands in none of it; null if all is supported.</returns>
    public static Fault? Find(string reply, IEnumerable<string> known)
    {
        string told = TextFold.Fold(string.Join('\n', known));
        foreach (string sentence in Sentences.Of(reply).Where(s => !Sentences.Asks(s)).Select(TextFold.FoldNumbers).Where(s => !Denial().IsMatch(s)))
        {
            foreach (Regex slot in s_slots)
            {
                foreach (string value in slot.Matches(sentence).Select(m => TextFold.Fold(m.Groups["value"].Value)))
                {
                    if (!IsTold(value, told))
                        return new Fault(FaultCode.Unsupported, value);
                }
            }
        }

        return null;
    }

    /// <summary>As a whole, or every word of it: 苺のけーき where けーき and 苺 stand apart.</summary>
    static bool IsTold(string value, string told)
    {
        if (told.Contains(value, StringComparison.Ordinal))
            return true;
        string[] words = [.. FactKeys.Of(value)];
        return words.Length > 0 && words.All(w => told.Contains(w, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:ません|ないの|ないで|ありませ|おりませ|存じ|知りませ|わかりかね|分かりかね|ではなく|じゃない|ございません|なくて|ないわ|いや[、。])")]
    private static partial Regex Denial();

    // One and two of something are idioms more often than claims: 一つ, 二人, 一日.
    [GeneratedRegex("(?<![0-9])(?<value>[0-9]+(?:歳|才|月[0-9]+日|月生|月(?!日)|センチ|cm|キロ|kg|階|位|円|坪|年生|か国|ヶ国|匹|頭))|(?<![0-9])(?<value>(?:[3-9]|[1-9][0-9]+)(?:人|時|分|年|日|回|冊|本|個|着|台|点))")]
    private static partial Regex Amount();

    [GeneratedRegex("(?<![兄姉])(?<value>兄|姉|弟|妹|祖父|祖母|双子|1人っ子|ひとりっ子|従兄|従姉|従妹|従弟|いとこ|叔父|叔母|伯父|伯母|許嫁|婚約者)(?![弟妹子])")]
    private static partial Regex Relative();

    [GeneratedRegex(
        "(?<value>北海道|青森|岩手|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|新潟|富山|石川県|福井|山梨|長野|岐阜|静岡|愛知|三重県|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口県|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分県|宮崎|鹿児島|沖縄|"
        + "札幌|仙台|横浜|鎌倉|箱根|軽井沢|金沢|名古屋|神戸|銀座|渋谷|新宿|"
        + "アメリカ|イギリス|英国|米国|フランス|ドイツ|イタリア|スペイン|ポルトガル|オランダ|ベルギー|スイス|オーストリア|ロシア|中国|韓国|台湾|タイ王国|ベトナム|インド(?![ア-ン])|エジプト|トルコ|カナダ|ブラジル|メキシコ|ペルー|ハワイ|ロンドン|パリ(?![ァ-ヺー])|ウィーン|ニューヨーク|ベルリン|ローマ(?![ン字])|オーストラリア|ニュージーランド)")]
    private static partial Regex Place();

    [GeneratedRegex("(?<value>犬|猫|うさぎ|ウサギ|兎|小鳥|インコ|金魚|ハムスター|亀|馬)(?:を|が)?[^。、]{0,4}(?:飼って|飼ってお|がおり|がいます)")]
    private static partial Regex Pet();

    [GeneratedRegex("(?<value>ピアノ|バイオリン|フルート|ギター|チェロ|ハープ|ビオラ|お琴|三味線|トランペット|オルガン|クラリネット|サックス)")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"(?<value>[\p{IsCJKUnifiedIdeographs}ァ-ヺー]{1,8}部)(?:に(?:入|所属|おり)|の部長|員|で[すご])")]
    private static partial Regex Club();

    [GeneratedRegex("(?<value>小学|中学|高校|大学|大学院)(?:[0-9]年|に(?:通|在学|おり)|生で)")]
    private static partial Regex School();

    [GeneratedRegex(@"(?:名は|名前は|名を)(?<value>[\p{IsCJKUnifiedIdeographs}]{2,6}|[ァ-ヺー]{2,8})")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<value>[\p{IsCJKUnifiedIdeographs}々]{1,8}|[ァ-ヺー]{2,12})が(?:いちばん|1番|とても|大変)?(?:大?好き|大?嫌い|苦手|得意)(?!な[方人])")]
    private static partial Regex Liking();

    [GeneratedRegex(@"(?:父|母|両親|兄|姉|実家|家)(?:は|が)(?<value>[\p{IsCJKUnifiedIdeographs}]{2,8}?(?:業|店|屋|館|医|師|士|家|員|院))")]
    private static partial Regex Job();
}
