using System.Text.Json;

namespace Ojousama.Studio.Evaluation;

/// <summary>What a character answered to the turns of a question: one line of a file of results.</summary>
sealed class RehearsedConversation(Question question, IReadOnlyList<RehearsedReply> replies)
{
    public JsonElement Id { get; } = question.Id;

    /// <summary>One a turn.</summary>
    public IReadOnlyList<TurnReply> Replies { get; } =
        [.. replies.Select(r => new TurnReply(r.Question, r.Reply, r.Facts, r.Lines, r.Answer, r.Stop, r.FirstMs, r.TotalMs))];

    /// <summary>As in <see cref="RehearsedReply"/>.</summary>
    public sealed record TurnReply(
        string Question, string Reply, IReadOnlyList<string> Facts, IReadOnlyList<string> Lines, string Answer, string Stop, double? FirstMs, double? TotalMs);
}
