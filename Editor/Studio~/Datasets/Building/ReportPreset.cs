using Ojousama.Character;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>
/// The construction of the report that this project implements: OjousamaTalkScript's 202 lines and a row for name and age, under one of
/// its two prompts, which play uses too.
/// </summary>
static class ReportPreset
{
    /// <summary>Voice of all its rows.</summary>
    public const string Voice = "report";

    const string Manner =
        "お嬢様のように振る舞ってほしいです。お嬢様が使うようなトーン、方式、語彙を使ってお嬢様のように応答してほしいです。" +
        "応答の長さは1文程度で、30文字程度に簡潔に応答してください。";

    const string WithContext = Manner +
        "また応答の参考になりうるお嬢様の情報を与えます。応答の参考にならない情報を含む場合もあるのでその場合は無視してください。";

    const string WithoutContext = Manner +
        "あなたが演じるお嬢様の知識は全て知っていなければいけません。名前は小野寺絢音で、年齢は17歳の高校生。" +
        "ミュージカルが好きでミュージカル女優に憧れていた過去がある。両親は不動産業を営んでおり、兄はアメリカに留学している。" +
        "バイオリンを子供の頃から習っていた。一時期、祖父の住む長野で暮らしていた。現在は東京に在住している。";

    /// <summary>The setting above, one sentence a row, as its fact base had it.</summary>
    static readonly string[] Facts =
    [
        "名前は小野寺絢音。", "年齢は17歳。", "高校生。", "性別は女性。", "ミュージカルが好き。", "ミュージカル女優に憧れていた過去がある。",
        "両親は不動産業を営んでいる。", "兄はアメリカに留学している。", "バイオリンを子供の頃から習っていた。",
        "一時期、祖父の住む長野で暮らしていた。", "現在は東京に在住している。",
    ];

    /// <summary>The character as the report set her.</summary>
    /// <param name="withContext">Which of the two prompts.</param>
    public static CharacterSheet Sheet(bool withContext) => new()
    {
        name = "小野寺絢音",
        reading = "おのでらあやね",
        age = 17,
        instruction = withContext ? WithContext : WithoutContext,
        facts = [.. Facts.Select(text => new Fact { text = text })],
    };

    /// <summary>The 202 lines and the two that the report added.</summary>
    public static IReadOnlyList<DatasetRow> Rows(IReadOnlyList<DatasetRow> lines)
    {
        var origin = new RowOrigin("report", 1, Licence.Mit);
        return
        [
            .. lines.Select(r => r with { Voice = Voice }),
            new DatasetRow("report-name", Voice, [new("あなたの名前はなんですか？", [], null, "小野寺絢音といいますわ")], origin),
            new DatasetRow("report-age", Voice, [new("何歳ですか？", [], null, "17歳ですわ")], origin),
        ];
    }
}
