namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>One of the five axes of Character-LLM (Shao et al. 2023), marked 1 to 7, with words for 1, 3, 5 and 7.</summary>
/// <param name="Name">In files.</param>
/// <param name="Title">For the judge.</param>
/// <param name="Question">What to look at, and at nothing else.</param>
/// <param name="Marks">What 1, 3, 5 and 7 mean.</param>
/// <param name="NeedsTalk">Whether a single reply says nothing about it.</param>
sealed record Axis(string Name, string Title, string Question, IReadOnlyList<string> Marks, bool NeedsTalk = false)
{
    public static IReadOnlyList<string> Digits { get; } = ["1", "2", "3", "4", "5", "6", "7"];

    public static IReadOnlyList<Axis> All { get; } =
    [
        new("memorization", "事実の正しさ", "台詞で述べられた登場人物自身の事柄は、上の「本当のこと」と合っているか。述べるべき事実を尋ねられたときに述べているか。",
            ["はっきり食い違う", "食い違いや言い落としが目立つ", "ほぼ合っているが不正確なところがある", "すべて正しく、尋ねられたことに答えている"]),
        new("values", "価値観", "台詞に表れたものの見方や気づかいは、この登場人物のものとして自然か。",
            ["正反対である", "別人のように見えるところが多い", "おおむね自然である", "この人物ならではの見方がはっきり表れている"]),
        new("personality", "人柄と口調", "一人称、語尾、丁寧さ、性格は、この登場人物の話し方か。",
            ["別人の話し方である", "崩れているところが多い", "おおむね保たれている", "隅々までこの人物の話し方である"]),
        new("hallucination", "知らないことを知らないと言えるか", "「本当のこと」にも会話にも根拠のない事柄を、事実として述べていないか。知りようのないことには、知らないとこの人物らしく言えているか。",
            ["根拠のない事柄をはっきり述べている", "根拠の怪しい事柄が混じる", "小さな飾りだけで、害はない", "根拠のない事柄がなく、知らないことは知らないと言えている"]),
        new("stability", "長い会話での一貫性", "会話の初めから終わりまで、口調、事実、相手への態度が一貫しているか。",
            ["途中で別人になる", "何度か食い違う", "小さなゆれがあるだけである", "終わりまで一貫している"], NeedsTalk: true),
    ];

    /// <summary>The question to the judge, reason first and mark last.</summary>
    /// <param name="scene">Who talks and what is true: <see cref="Scene.Describe"/>.</param>
    public JudgeQuestion Ask(string scene)
    {
        const string Label = "点数";
        string marks = string.Join('\n', Marks.Select((mark, i) => $"{2 * i + 1}点：{mark}"));
        return new JudgeQuestion(
            $"""
            登場人物の台詞を、次の観点だけで審査してください。ほかのよしあしは考えません。

            {scene}

            【観点】{Title}：{Question}
            {marks}
            {JudgeQuestion.WayOfAnswering(Label, "1から7の数字")}
            """,
            Label,
            Digits);
    }
}
