using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Scoring;

namespace Ojousama.Studio.Evaluation.Reports;

/// <summary>The words of pages, in both languages.</summary>
static class Words
{
    public static readonly LocalText
        Run = new("run", "実行"), Model = new("model and adapter", "モデルとアダプタ"), Replies = new("replies", "返答数"), Headline = new("headline", "総合"),
        FirstCharacter = new("first character, ms", "最初の文字 ms"), Speed = new("tokens/s", "トークン/秒"), Prompt = new("prompt tokens", "プロンプト長"),
        Length = new("characters (median, 95 %)", "文字数（中央値・95%）"), Measure = new("measure", "指標"), Goal = new("goal", "目標"),
        HeadlineOfRuns = new("Headline with 95 % intervals", "総合と95%区間"), SenseOfRun = new("What was asked, with 95 % intervals", "質問の種類ごとの成績と95%区間"),
        AllReplies = new("Every reply", "すべての返答"), FailuresOnly = new("failures only", "不合格のみ"), Facts = new("told", "渡した事実"),
        Remembered = new("remembered line", "思い出した台詞"), NoFacts = new("nothing", "なし"), Why = new("why it failed", "不合格の理由"),
        Runs = new("Runs", "実行の一覧"), Measures = new("Measures", "指標の一覧"), Passed = new("passed", "合格"), Failed = new("failed", "不合格"),
        Rank = new("place of the right fact (0: not found)", "正解の順位（0は見つからず）"), Ended = new("ended by", "終わり方"), Answer = new("answered by", "答え方");

    /// <summary>Why a reply failed, in a few words.</summary>
    public static LocalText Of(Fault fault) => fault.Code switch
    {
        FaultCode.Missing => new($"none of: {fault.Detail}", $"どれも含まない：{fault.Detail}"),
        FaultCode.Rejected => new($"must not hold: {fault.Detail}", $"含んではならない：{fault.Detail}"),
        FaultCode.BannedWord => new($"she never says: {fault.Detail}", $"彼女が言わない言葉：{fault.Detail}"),
        FaultCode.OtherFirstPerson => new($"another word for “I”: {fault.Detail}", $"別の一人称：{fault.Detail}"),
        FaultCode.NoVoice => new($"no sentence ends as hers do: {fault.Detail}", $"語尾が彼女らしくない：{fault.Detail}"),
        FaultCode.Unsupported => new($"no fact supports: {fault.Detail}", $"根拠のない主張：{fault.Detail}"),
        FaultCode.CutOff => new("cut off at the greatest length", "長さの上限で切れた"),
        FaultCode.Guarded => new("stopped by the guard", "ガードが止めた"),
        FaultCode.Failed => new("the model failed", "モデルが失敗した"),
        FaultCode.Empty => new("nothing was said", "何も言わなかった"),
        FaultCode.TooLong => new($"{fault.Detail} sentences", $"{fault.Detail}文もある"),
        FaultCode.Loop => new("says a phrase over and over", "同じ言葉の繰り返し"),
        FaultCode.Foreign => new($"another language: {fault.Detail}", $"日本語でない：{fault.Detail}"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault.Code, null),
    };
}
