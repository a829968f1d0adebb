using System.Globalization;
using System.Text.Json;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>A JSON object out of which an importer takes members. It remembers what was taken, so that nothing is left out in silence.</summary>
/// <param name="line">Where it begins.</param>
/// <param name="value">An object; anything else is a fault.</param>
sealed class JsonRow(int line, JsonElement value)
{
    static readonly string[] s_unread = ["images", "image", "videos", "video", "audios", "audio", "tools", "functions", "tool_calls", "function_call"];
    static readonly string[] s_verdicts = ["label", "kto_tag"]; // of preference data
    static readonly string[] s_masks = ["train", "loss", "loss_weight", "weight"]; // of what is learned

    readonly HashSet<string> _taken = [];
    readonly List<JsonRow> _inner = [];
    string? _fault = value.ValueKind == JsonValueKind.Object ? null : "holds an item that is no object";

    public int Line { get; } = line;

    /// <summary>Why the row cannot be used, be it in an object within; null if nothing was found so far.</summary>
    public string? Fault => _fault ?? MemberFault() ?? _inner.Select(row => row.Fault).FirstOrDefault(fault => fault != null);

    /// <summary>Members that say something and were not asked for, those of objects within among them.</summary>
    public IEnumerable<string> LeftOut => Members.Where(m => !IsEmpty(m.Value) && !_taken.Contains(m.Name)).Select(m => m.Name)
        .Concat(_inner.SelectMany(row => row.LeftOut));

    IEnumerable<JsonProperty> Members => value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    public bool Has(string member) => Members.Any(m => m.NameEquals(member));

    /// <summary>Says why the row cannot be used, unless that is known already.</summary>
    public void Refuse(string fault) => _fault ??= fault;

    /// <summary>Members that say nothing to learn from, such as an id of their own.</summary>
    public void PassOver(params ReadOnlySpan<string> members)
    {
        foreach (string member in members)
            _taken.Add(member);
    }

    /// <summary>Words, a number, or chat's list of text parts; empty if there is none. Anything else is a fault.</summary>
    public string Text(string member)
    {
        JsonElement found = Take(member);
        switch (found.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return "";
            case JsonValueKind.String:
                return found.Words();
            case JsonValueKind.Number:
                return found.GetRawText();
            case JsonValueKind.Array when found.EnumerateArray().All(part => part.Text("type") == "text" && part.Text("text").Length > 0):
                return string.Join('\n', found.EnumerateArray().Select(part => part.Text("text")));
            default:
                Refuse($"its “{member}” is no text");
                return "";
        }
    }

    /// <summary>A list of texts; empty if there is none. Anything else is a fault.</summary>
    public IReadOnlyList<string> Texts(string member)
    {
        JsonElement[] items = List(member);
        if (items.Any(item => item.ValueKind != JsonValueKind.String))
            Refuse($"its “{member}” holds something that is no text");
        return [.. items.Where(item => item.ValueKind == JsonValueKind.String).Select(JsonRecords.Words)];
    }

    /// <summary>A list of objects; empty if there is none. Anything else is a fault.</summary>
    public IReadOnlyList<JsonRow> Rows(string member)
    {
        JsonRow[] rows = [.. List(member).Select(item => new JsonRow(Line, item))];
        _inner.AddRange(rows);
        return rows;
    }

    /// <summary>A whole number; null if there is none. Anything else is a fault.</summary>
    public int? Index(string member)
    {
        JsonElement found = Take(member);
        if (found.ValueKind == JsonValueKind.Number && found.TryGetInt32(out int index))
            return index;
        if (found.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            Refuse($"its “{member}” is {found.GetRawText()}, which is no whole number");
        return null;
    }

    /// <summary>The talk before the row, where trainers write it: pairs of what was said and answered.</summary>
    public List<DatasetTurn> EarlierTurns()
    {
        var turns = new List<DatasetTurn>();
        foreach (string member in (string[])["history", "chat_history"])
        {
            JsonElement history = Take(member);
            if (IsEmpty(history))
                continue;
            if (history.ValueKind == JsonValueKind.Array && history.EnumerateArray().All(IsPair))
                turns.AddRange(history.EnumerateArray().Select(pair => new DatasetTurn(pair[0].Words(), [], null, pair[1].Words())));
            else
                Refuse($"its {member} is no list of pairs of what was said and answered");
        }

        return turns;
    }

    /// <summary>A reply that a trainer was told to pass over: its author did not want it learned.</summary>
    public void RefuseIfMasked()
    {
        if (s_masks.FirstOrDefault(Denies) is string mask)
            Refuse($"holds a reply that is not to be learned: its “{mask}” is {Take(mask).GetRawText()}");
    }

    /// <summary>For what is said to her: no trainer learns it, so it may well be marked as not to be learned.</summary>
    public void PassOverMasks() => PassOver(s_masks);

    static bool IsPair(JsonElement pair) => pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2
        && pair.EnumerateArray().All(said => said.ValueKind == JsonValueKind.String);

    /// <summary>What stands beside the words and changes what a reply has to be, or that it is a good one.</summary>
    string? MemberFault()
    {
        if (s_verdicts.FirstOrDefault(Denies) is string verdict)
            return $"is marked as a bad reply by “{verdict}”";
        return s_unread.FirstOrDefault(name => !IsEmpty(Find(name))) is string member
            ? $"has “{member}”, which cannot be read here: without it the reply answers something else"
            : null;
    }

    JsonElement[] List(string member)
    {
        JsonElement found = Take(member);
        if (found.ValueKind == JsonValueKind.Array)
            return [.. found.EnumerateArray()];
        if (found.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
            Refuse($"its “{member}” is no list");
        return [];
    }

    JsonElement Take(string member)
    {
        _taken.Add(member);
        return Find(member);
    }

    JsonElement Find(string member) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(member, out JsonElement found) ? found : default;

    /// <summary>Whether a mark says no. One that says yes is followed by using the row; a weight between is told as left out.</summary>
    bool Denies(string mark)
    {
        JsonElement found = Find(mark);
        if (found.ValueKind == JsonValueKind.True || (found.ValueKind == JsonValueKind.Number && found.GetDouble() == 1))
            _taken.Add(mark);
        return IsNo(found);
    }

    static bool IsEmpty(JsonElement value) =>
        value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.False || value.GetRawText() is "[]" or "{}" or "\"\"";

    /// <summary>Trainers write no as false, as 0 and as either in quotes.</summary>
    static bool IsNo(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False => true,
        JsonValueKind.Number => value.TryGetDouble(out double number) && number <= 0,
        JsonValueKind.String => value.Words().Trim().ToLowerInvariant() is "false" or "no"
            || (double.TryParse(value.Words(), CultureInfo.InvariantCulture, out double number) && number <= 0),
        _ => false,
    };
}
