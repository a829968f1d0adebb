using System.Text.Json;
using System.Text.Json.Serialization;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Text;

namespace Ojousama.Studio.Evaluation;

/// <summary>What a character answered to a question: one line of a file of results, in the order of its fields.</summary>
sealed class RehearsedReply
{
    public RehearsedReply(Question question, Turn turn)
        : this(question, turn.Facts, turn.StopReason)
    {
        Reply = Markup.Strip(turn.Reply);
        FirstMs = Math.Round(turn.Timings.FirstToken.TotalMilliseconds, 1);
        TotalMs = Math.Round(turn.Timings.Total.TotalMilliseconds, 1);
        Generation = turn.Timings.Generation;
    }

    /// <param name="question">What was asked.</param>
    /// <param name="facts">What the model was told.</param>
    /// <param name="failed">How it went instead.</param>
    public RehearsedReply(Question question, IReadOnlyList<RecalledFact> facts, TurnFailed failed)
        : this(question, facts, failed.Turn.StopReason) => Error = failed.Error;

    RehearsedReply(Question question, IReadOnlyList<RecalledFact> facts, StopReason reason)
    {
        Id = question.Id;
        Question = question.Text;
        Facts = [.. facts.Select(fact => fact.Text)];
        Stop = reason switch
        {
            StopReason.Length => "length",
            StopReason.Guard => "guard",
            StopReason.Error => "error",
            _ => "end",
        };
    }

    public JsonElement Id { get; }

    public string Question { get; }

    /// <summary>What the model was told, in the order of the prompt.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>As a player reads it; empty if nothing of it may be shown: the line that stands in for it is the author's, not hers.</summary>
    public string Reply { get; } = "";

    /// <summary><c>end</c>, <c>length</c>, <c>guard</c> or <c>error</c>.</summary>
    public string Stop { get; }

    /// <summary>From the line to the first sampled token, recall included; null without a reply.</summary>
    public double? FirstMs { get; }

    /// <summary>From the line to the end of the reply; null without one.</summary>
    public double? TotalMs { get; }

    [JsonIgnore]
    public GenerationTimings Generation { get; }

    /// <summary>Why there is no reply, if there is none.</summary>
    [JsonIgnore]
    public OjousamaException? Error { get; }
}
