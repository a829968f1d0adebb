using Ojousama.Studio.Evaluation.Runs;
namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>Whether a judge is worth listening to: it agrees with people, and does not choose by place.</summary>
/// <param name="Pairs">Labelled pairs it was shown, each in both orders.</param>
/// <param name="Consistency">Share of pairs of which it chose the same reply in both orders.</param>
/// <param name="Agreement">Share of choices that are the person's; a pair that it chose by place counts half, an answer without a choice not at all.</param>
sealed record JudgeGate(int Pairs, double Consistency, double Agreement)
{
    public const int FewestPairs = 50;
    public const double LeastConsistency = 0.7;
    public const double LeastAgreement = 0.7;

    static readonly string[] s_places = ["1", "2"];

    public bool IsPassed => Pairs >= FewestPairs && Consistency >= LeastConsistency && Agreement >= LeastAgreement;

    /// <param name="answers">A pair's label, and how likely the judge thought reply A the better when it was shown first and when second; null for no answer.</param>
    public static JudgeGate Of(IReadOnlyList<(BetterReply Better, double? ShownFirst, double? ShownSecond)> answers)
    {
        double agreed = answers.Average(a => ((Agrees(a.Better, a.ShownFirst) ? 1 : 0) + (Agrees(a.Better, a.ShownSecond) ? 1 : 0)) / 2.0);
        return new JudgeGate(answers.Count, answers.Average(a => a.ShownFirst > 0.5 == a.ShownSecond > 0.5 && a.ShownFirst != null && a.ShownSecond != null ? 1.0 : 0), agreed);
    }

    /// <summary>The question which of two replies is better.</summary>
    public static JudgeQuestion Ask(Scene scene, LabelledPair pair, bool isSwapped)
    {
        const string Label = "番号";
        var (first, second) = isSwapped ? (pair.B, pair.A) : (pair.A, pair.B);
        string history = string.Concat((pair.History ?? []).Select(past => scene.Talk([new AnsweredTurn(past.Line, [], past.Reply)]) + "\n"));
        return new JudgeQuestion(
            $"""
            同じ相手の言葉への返事が二つあります。この登場人物の返事としてよいほうを選んでください。相手の言葉に答え、本当のことだけを述べ、この人物らしく話しているものがよい返事です。順番や長さで選んではいけません。

            {scene.Character(pair.Facts ?? [])}

            【会話】
            {history}相手：{pair.Line}
            返事1：{first}
            返事2：{second}

            {JudgeQuestion.WayOfAnswering(Label, "1か2")}
            """,
            Label,
            s_places);
    }

    static bool Agrees(BetterReply better, double? probabilityOfA) => probabilityOfA is { } p && p > 0.5 == (better == BetterReply.A);
}
