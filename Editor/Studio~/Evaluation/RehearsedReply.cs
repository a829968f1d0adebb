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
    /// <param name="question">What it belongs to.</param>
    /// <param name="line">What was said.</param>
    /// <param name="recalled">For it.</param>
    /// <param name="turn">How it went.</param>
    /// <param name="firstCharacter">From the line to the first character that a player sees; null if there was none.</param>
    public RehearsedReply(Question question, string line, FactsRecalled recalled, Turn turn, TimeSpan? firstCharacter)
        : this(question, line, recalled, turn.StopReason)
    {
        FirstCharacterMs = firstCharacter is { } first ? Math.Round(first.TotalMilliseconds, 1) : null;
        Answer = turn.AnswerKind.ToString().ToLowerInvariant();
        Reply = Markup.Strip(turn.Reply);
        FirstMs = Math.Round(turn.Timings.FirstToken.TotalMilliseconds, 1);
        TotalMs = Math.Round(turn.Timings.Total.TotalMilliseconds, 1);
        Generation = turn.Timings.Generation;
    }

    /// <param name="question">What it belongs to.</param>
    /// <param name="line">What was said.</param>
    /// <param name="recalled">For it; null if it did not come so far.</param>
    /// <param name="failed">How it went instead.</param>
    public RehearsedReply(Question question, string line, FactsRecalled? recalled, TurnFailed failed)
        : this(question, line, recalled, failed.Turn.StopReason)
    {
        Error = failed.Error;
        Fallback = failed.FallbackLine;
        Answer = "authored";
        Generation = failed.Turn.Timings.Generation;
    }

    RehearsedReply(Question question, string line, FactsRecalled? recalled, StopReason reason)
    {
        Id = question.Id;
        Question = line;
        Facts = [.. recalled?.Facts.Select(fact => fact.Text) ?? []];
        Lines = [.. recalled?.Lines.Select(l => l.PlayerLine) ?? []];
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

    /// <summary>Lines that she answered before and that are like this one, most like first.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>What a player reads: her reply, or the author's line that stood in for it.</summary>
    [JsonPropertyName("reply")]
    public string Shown => Reply.Length > 0 ? Reply : Fallback;

    /// <summary>Her reply; empty if nothing of it may be shown.</summary>
    [JsonIgnore]
    public string Reply { get; } = "";

    /// <summary>By what it came about: <c>free</c>, <c>fact</c>, <c>line</c>, <c>stock</c>, <c>told</c> or <c>unknown</c>; <c>authored</c> if a line of the author's stood in for it.</summary>
    public string Answer { get; } = "";

    /// <summary>The author's line that stood in for a reply; empty if there was one.</summary>
    [JsonIgnore]
    public string Fallback { get; } = "";

    /// <summary><c>end</c>, <c>length</c>, <c>guard</c> or <c>error</c>.</summary>
    public string Stop { get; }

    /// <summary>From the line to the first sampled token, recall included; null without a reply.</summary>
    public double? FirstMs { get; }

    /// <summary>From the line to the end of the reply; null without one.</summary>
    public double? TotalMs { get; }

    /// <summary>From the line to the first character that a player sees: the first sentence was checked by then.</summary>
    [JsonIgnore]
    public double? FirstCharacterMs { get; }

    [JsonIgnore]
    public GenerationTimings Generation { get; }

    /// <summary>Why there is no reply, if there is none.</summary>
    [JsonIgnore]
    public OjousamaException? Error { get; }
}
