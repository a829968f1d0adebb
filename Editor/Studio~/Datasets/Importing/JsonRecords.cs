using System.Text;
using System.Text.Json;
using Ojousama.Studio.Files;
using Ojousama.Text;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The objects of a JSON array, of a single JSON value or of JSON lines, with the line each begins on.</summary>
static class JsonRecords
{
    static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    static readonly JsonReaderOptions s_lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Refuses what is no JSON: line by line in JSON lines; an array that breaks is refused from there on.</summary>
    public static IEnumerable<JsonRow> Read(SourceFile file, Import import)
    {
        foreach (var (line, value) in ReadAny(file, import))
        {
            if (value.ValueKind != JsonValueKind.Object)
                import.Refuse(file, line, "is no JSON object");
            else if (!HasWholeNames(value))
                import.Refuse(file, line, "holds half a character in the name of a member");
            else
                yield return new JsonRow(line, value);
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
        if (IsArray(file.Text))
            return ReadArray(file, import);
        return TryParse(file.Text, out JsonElement whole, out _) ? [(1, whole)] : ReadLines(file, import);
    }

    /// <summary>Whether a bracket comes first, behind comments.</summary>
    static bool IsArray(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), s_lenient);
            return reader.Read() && reader.TokenType == JsonTokenType.StartArray;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static IEnumerable<(int Line, JsonElement Value)> ReadLines(SourceFile file, Import import)
    {
        int number = 0;
        foreach (string written in file.Text.Split('\n'))
        {
            number++;
            string line = written.TrimStart('\uFEFF'); // files that were joined have a mark in their midst
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
        var reader = new Utf8JsonReader(bytes, s_lenient);
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
            import.Refuse(file, (int)(e.LineNumber ?? 0) + 1, $"is no JSON, and what stands after it was not read: {Problem(e)}");
        }

        return records;
    }

    /// <summary>What an author can use of the message.</summary>
    static string Problem(JsonException e) => e.Message.Split(". ")[0].TrimEnd('.');

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
            error = Problem(e);
            return false;
        }
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
    public static bool FirstHas(SourceFile file, params string[] members) =>
        file.IsJson && Read(file, new Import(new ImportOptions())).FirstOrDefault() is { } first && members.All(first.Has);
}
