using System.Text.Encodings.Web;
using System.Text.Json;
using Ojousama.Storage;

namespace Ojousama.Studio.Files;

/// <summary>Files of one JSON object a line: the form of what goes in and out of the command line.</summary>
static class JsonLines
{
    /// <summary>Names in snake_case, Japanese as it is rather than escaped, and a value that is missing or null where it must not be is an error.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Reads a whole file. A BOM, CRLF and blank lines are passed over, and so are fields that <typeparamref name="T"/> lacks.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="example">A line as it should be, for the remedy.</param>
    /// <exception cref="OjousamaException">The file is missing or unreadable, or a line is not what it should be; the message names both.</exception>
    public static IReadOnlyList<JsonLine<T>> Read<T>(string path, string example)
        where T : class
    {
        string[] lines = SourceFile.Open(path).Text.Split('\n');
        var values = new List<JsonLine<T>>(lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(lines[i]))
                values.Add(new JsonLine<T>(path, i + 1, Parse<T>(lines[i], path, i + 1, example)));
        }

        return values;
    }

    /// <summary>Writes a whole file, which is there whole or not at all.</summary>
    /// <exception cref="OjousamaException">It cannot be written; what stood there is untouched.</exception>
    public static void Write<T>(string path, IEnumerable<T> values) => AtomicFile.Write(path, stream =>
    {
        foreach (T value in values)
            stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n']);
    });

    /// <summary>After a line that did not fit on the disk: what comes next must not stand behind a part of it.</summary>
    internal static void CutTo(FileStream stream, long length)
    {
        try
        {
            stream.SetLength(length);
            stream.Position = length;
        }
        catch (IOException)
        {
            // Why the line could not be written says more.
        }
    }

    static T Parse<T>(string text, string path, int number, string example)
    {
        string problem = "it is null";
        try
        {
            if (JsonSerializer.Deserialize<T>(text, Options) is { } value)
                return value;
        }
        catch (JsonException e)
        {
            problem = Problem(e);
        }

        throw new OjousamaException($"{path}, line {number}, is not what it should be: {problem}", $"Write it like this: {example}");
    }

    /// <summary>What an author can use of the message: no types, and no positions within the line.</summary>
    static string Problem(JsonException e)
    {
        const string Missing = "including: ";
        if (e.InnerException is JsonException)
            return "it is no JSON";
        int missing = e.Message.IndexOf(Missing, StringComparison.Ordinal);
        if (missing >= 0)
            return "it lacks " + e.Message[(missing + Missing.Length)..].Split(". ")[0].TrimEnd('.');
        return e.Path is { Length: > 2 } where ? $"its {where[2..]} is of the wrong kind" : "it is no object";
    }
}

/// <summary>A value and the place that it was read from.</summary>
readonly record struct JsonLine<T>(string Path, int Number, T Value)
{
    /// <summary>What is wrong with a value that is sound JSON.</summary>
    public OjousamaException Error(string problem, string remedy) => new($"{Path}, line {Number}: {problem}", remedy);
}
