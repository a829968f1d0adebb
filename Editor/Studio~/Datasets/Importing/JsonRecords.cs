using System.Text;
using System.Text.Json;
using Ojousama.Studio.Files;
using Ojousama.Text;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The objects of a JSON array, of a single JSON value or of JSON lines, with the line each begins on.</summary>
static class JsonRecords
{
    static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    static readonly string[] s_unread = ["images", "image", "videos", "video", "audios", "audio", "tools", "functions", "tool_calls", "function_call"];

    static readonly string[] s_verdicts = ["label", "kto_tag"]; // of preference data

    /// <summary>Refuses what is no JSON: line by line in JSON lines; an array that breaks is refused from there on.</summary>
    public static IEnumerable<(int Line, JsonElement Value)> Read(SourceFile file, Import import)
    {
        foreach (var (line, value) in ReadAny(file, import))
        {
            if (value.ValueKind != JsonValueKind.Object)
                import.Refuse(file, line, "is no JSON object");
            else if (!HasWholeNames(value))
                import.Refuse(file, line, "holds half a character in the name of a member");
            else
                yield return (line, value);
        }
    }

    /// <summary>Half a surrogate pair in a name makes every look for a member fail.</summary>
    static bool HasWholeNames(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(member => member.Name.Length >= 0 && HasWholeNames(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(HasWholeNames),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static IEnumerable<(int Line, JsonElement Value)> ReadAny(SourceFile file, Import import)
    {
        if (file.Text.AsSpan().TrimStart().StartsWith("["))
            return ReadArray(file, import);
        return TryParse(file.Text, out JsonElement whole, out _) ? [(1, whole)] : ReadLines(file, import);
    }

    static IEnumerable<(int Line, JsonElement Value)> ReadLines(SourceFile file, Import import)
    {
        int number = 0;
        foreach (string line in file.Text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (TryParse(line, out JsonElement value, out string error))
                yield return (number, value);
            else
                import.Refuse(file, number, $"is no JSON: {error}");
        }
    }

    static List<(int Line, JsonElement Value)> ReadArray(SourceFile file, Import import)
    {
        var records = new List<(int, JsonElement)>();
        byte[] bytes = Encoding.UTF8.GetBytes(file.Text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true });
        int line = 1, counted = 0;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                int start = (int)reader.TokenStartIndex;
                line += bytes.AsSpan(counted, start - counted).Count((byte)'\n');
                counted = start;
                records.Add((line, JsonElement.ParseValue(ref reader)));
            }

            reader.Read(); // what stands behind the array is no JSON
        }
        catch (JsonException e)
        {
            import.Refuse(file, (int)(e.LineNumber ?? 0) + 1, "is no JSON, and what stands after it was not read");
        }

        return records;
    }

    static bool TryParse(string text, out JsonElement value, out string error)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Lenient);
            value = document.RootElement.Clone();
            error = "";
            return true;
        }
        catch (JsonException e)
        {
            value = default;
            error = e.Message.Split('.')[0];
            return false;
        }
    }

    /// <summary>What stands beside the words in the files of trainers and changes what a reply has to be, or that it is one to learn; null if nothing does.</summary>
    public static string? WhyUnread(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
            return null;
        if (s_verdicts.FirstOrDefault(name => record.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.False) is string verdict)
            return $"is marked as a bad reply by “{verdict}”";
        if (record.TryGetProperty("weight", out JsonElement weight) && weight.ValueKind == JsonValueKind.Number && weight.GetDouble() == 0)
            return "holds a message that is not to be learned, of weight 0";
        string? member = s_unread.FirstOrDefault(name => record.TryGetProperty(name, out JsonElement value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False) && value.GetRawText() is not ("[]" or "{}" or "\"\""));
        return member == null ? null : $"has “{member}”, which cannot be read here: without it the reply answers something else";
    }

    /// <summary>A string member; empty if it is missing or no string.</summary>
    public static string Text(this JsonElement record, string member) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.Words()
            : "";

    /// <summary>A string with its escapes read. Half a surrogate pair, which JSON may hold, becomes U+FFFD.</summary>
    public static string Words(this JsonElement text)
    {
        try
        {
            return UnicodeText.Repair(text.GetString());
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    /// <summary>The elements of an array member; none if it is missing or no array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement record, string member) =>
        record.ValueKind == JsonValueKind.Object && record.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];

    /// <summary>Whether the first record of a JSON file has all of these members.</summary>
    public static bool FirstHas(SourceFile file, params ReadOnlySpan<string> members)
    {
        if (file.Extension is not (".json" or ".jsonl"))
            return false;
        var (_, first) = Read(file, new Import(new ImportOptions())).FirstOrDefault();
        if (first.ValueKind == JsonValueKind.Undefined)
            return false;
        foreach (string member in members)
        {
            if (!first.TryGetProperty(member, out _))
                return false;
        }

        return true;
    }
}
