using CsCheck;

namespace Ojousama.Tests.TextBox;

/// <summary>Random texts that are as awkward for a layout as Japanese can be.</summary>
static class JapaneseText
{
    static readonly Gen<string> Fragment = Gen.Frequency(
        (30, Pick("あ", "い", "の", "ま", "わ", "ア", "ケ", "日", "本", "嬢", "様", "薔", "薇", "Ａ", "１")),
        (8, Pick("っ", "ゃ", "ょ", "ッ", "ェ", "ー", "々", "ゝ", "・", "：", "ｯ", "ｰ")),
        (8, Pick("、", "。", "！", "？", "，", "．", "！？", "⁉", "｡", "､")),
        (5, Pick("「", "『", "（", "【", "“", "《", "(", "｢", "„")),
        (5, Pick("」", "』", "）", "】", "”", "》", ")", "｣")),
        (4, Pick("……", "――", "—", "…", "‥‥", "………", "─────")),
        (4, Pick("VRChat", "a", "Tea Time", "3.14", "1,000", "it's", "I’m", "１，０００", "￥１００", "３６℃", "百％", "36°C", "１０ｋｇ", "±５", "〳〵", "Привет", "supercalifragilisticexpialidocious", "é", "f(x)", "12：30", "5km／h", "５㎎／㎗", "$１００", "100€", "10⁻³", "שלום", "ABC™", "©2026", "３５°４０′", "!", ".")),
        (3, Pick("か\u3099", "ｶﾞ", "葛\U000E0100", "👩\u200D🎓", "👍🏽", "🇯🇵", "𠮷", "1️⃣", "が")),
        (2, Pick("\"", "'", "＂好き＂", "\u2060", "\u00A0")),
        (2, Pick(" ", "　", "\n", "\n\n")));

    /// <summary>Up to some 100 characters.</summary>
    public static readonly Gen<string> Text = Fragment.Array[0, 60].Select(string.Concat);

    /// <summary>The same with markup, whole and broken. No bracket of it belongs to the text.</summary>
    public static readonly Gen<string> Marked = Gen.Frequency(
        (6, Fragment.Where(f => !"()".Contains(f[0]))),
        (2, Pick("[face:shy]", "[shake]", "[/x]", "[face:]", "[笑]", "[]", "[ruby:ばら]", "[/ruby]", "[em]", "[/em]")),
        (1, Pick("｜薔薇《ばら》", "｜薇《ばらのはなびら》", "《《", "》》", "｜", "《", "》")))
        .Array[0, 40].Select(string.Concat);

    /// <summary>Cuts a text at random places, within characters too.</summary>
    public static IEnumerable<string> Cut(string text, int[] cuts)
    {
        int start = 0;
        foreach (int cut in cuts.Select(c => c % (text.Length + 1)).Order().Append(text.Length))
        {
            yield return text[start..cut];
            start = cut;
        }
    }

    static Gen<string> Pick(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);
}
