using System.Text;
using System.Text.Json;
using Ojousama.Studio.Files;
using Ojousama.Text;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The objects of a JSON array, of a single JSON value or of JSON lines, with the line each begins on.</summary>
static class JsonRecords
{
    static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true };

    /// <summary>Refuses what is no JSON: line by line in JSON lines; an array that breaks is refused from there on.</summary>
    public static IEnumerable<(int Line, JsonElement Value)> Read(SourceFile file, Import import)
    {
        string text = file.Text;
        if (text.AsSpan().TrimStart().StartsWith("["))
            return ReadArray(file, import);
        return TryParse(text, out JsonElement whole, out _) ? [(1, whole)] : ReadLines(file, import);
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
        if (first.ValueKind != JsonValueKind.Object)
            return false;
        foreach (string member in members)
        {
            if (!first.TryGetProperty(member, out _))
                return false;
        }

        return true;
    }
}
