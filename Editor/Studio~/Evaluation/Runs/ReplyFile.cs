using System.Text.Json;
using System.Text.Json.Nodes;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>Reads what a system answered: a file of results of <c>rehearse</c>, or any of its form, or of <c>evaluate</c>.</summary>
static class ReplyFile
{
    public const string Example = """{"id": "1", "question": "お名前は？", "facts": ["名前は小野寺絢音。"], "reply": "小野寺絢音ですわ"}""";

    /// <returns>In the order of the file; at least one.</returns>
    /// <exception cref="OjousamaException">The file is empty, or damaged, or has an id twice.</exception>
    public static IReadOnlyList<Answered> Read(string path)
    {
        if (IsOfEvaluate(path))
            return [.. ResultFile.Read(path).Results.Where(r => r.Score != null).Select(r => new Answered(r.Id, [.. r.Turns.Select(t => new AnsweredTurn(t.Line, t.Facts, t.Reply))]))];
        var answered = new List<Answered>();
        var seen = new Dictionary<string, int>();
        foreach (JsonLine<ReplyRow> line in JsonLines.Read<ReplyRow>(path, Example))
        {
            ReplyRow row = line.Value;
            IReadOnlyList<TurnRow>? turns = row.Reply == null ? row.Replies : [new TurnRow(row.Reply, row.Question, row.Facts)];
            if (turns == null || turns.Count == 0 || turns.Contains(null!))
                throw line.Error("it lacks 'reply' or 'replies'", $"Write it like this: {Example}");
            string id = row.Id.ToString();
            if (!seen.TryAdd(id, line.Number))
                throw line.Error($"its id {id} is that of line {seen[id]} too", "Give each line an id of its own");
            answered.Add(new Answered(id, [.. turns.Select(t => new AnsweredTurn(t.Question ?? "", t.Facts ?? [], t.Reply))]));
        }

        if (answered.Count == 0)
            throw new OjousamaException($"{path} holds no reply", $"Let “rehearse” write it, or write lines like this: {Example}");
        return answered;
    }

    static bool IsOfEvaluate(string path) => JsonLines.Read<JsonObject>(path, Example) is [var first, ..] && first.Value.ContainsKey("run");

    sealed record ReplyRow(
        JsonElement Id, string? Question = null, IReadOnlyList<string>? Facts = null, string? Reply = null, IReadOnlyList<TurnRow>? Replies = null);

    sealed record TurnRow(string Reply, string? Question = null, IReadOnlyList<string>? Facts = null);
}

/// <summary>What was said and answered, in one turn or several.</summary>
/// <param name="Id">Of the question.</param>
/// <param name="Turns">Oldest first; at least one.</param>
sealed record Answered(string Id, IReadOnlyList<AnsweredTurn> Turns)
{
    /// <summary>The replies alone, one below the other.</summary>
    public string Replies => string.Join('\n', Turns.Select(turn => turn.Reply));
}

/// <summary>A line and its reply.</summary>
/// <param name="Line">The player's; "" where the file does not tell it.</param>
/// <param name="Facts">What the model was told.</param>
/// <param name="Reply">Hers; "" where nothing could be shown.</param>
sealed record AnsweredTurn(string Line, IReadOnlyList<string> Facts, string Reply);
