using System.Text.Json;
using System.Text.Json.Nodes;
using Ojousama.Storage;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>A file of results: its header, and a line a question as it was answered. A run that was stopped goes on in it.</summary>
/// <remarks>Writing is thread-safe.</remarks>
sealed class ResultFile : IDisposable
{
    const string Example = """{"run":"Ayane", …}, then {"id":"1","kind":"own","turns":[…],"score":{…}}, as 'evaluate' writes them""";

    readonly List<QuestionResult> _results;
    readonly JsonLinesWriter<QuestionResult> _writer;
    readonly Lock _lock = new();

    ResultFile(List<QuestionResult> results, JsonLinesWriter<QuestionResult> writer)
    {
        _results = results;
        _writer = writer;
    }

    /// <summary>In the order in which they came.</summary>
    public IReadOnlyList<QuestionResult> Results
    {
        get
        {
            lock (_lock)
                return [.. _results];
        }
    }

    /// <summary>Begins a file, or goes on with one that the same run began.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="header">Of the run.</param>
    /// <exception cref="OjousamaException">The file is another run's, or no file of results; it is untouched.</exception>
    public static ResultFile Open(string path, RunHeader header)
    {
        List<QuestionResult> results = [];
        if (File.Exists(path) && new FileInfo(path).Length > 0)
        {
            DropTornLine(path);
            var (begun, earlier) = Read(path);
            if (JsonSerializer.Serialize(begun, JsonLines.Options) != JsonSerializer.Serialize(header, JsonLines.Options))
                throw new OjousamaException($"{path} holds results of another run ({Difference(begun, header)})", "Name another file for --out, or delete this one");
            results = [.. earlier];
        }
        else
        {
            JsonLines.Write(path, [header]);
        }

        return new ResultFile(results, new JsonLinesWriter<QuestionResult>(path, append: true));
    }

    /// <summary>Reads a file of results, whole or not.</summary>
    /// <exception cref="OjousamaException">It is none.</exception>
    public static (RunHeader Header, IReadOnlyList<QuestionResult> Results) Read(string path)
    {
        var lines = JsonLines.Read<JsonObject>(path, Example);
        if (lines.Count == 0)
            throw new OjousamaException($"{path} is empty", "Name a file that 'evaluate --out' wrote");
        RunHeader header = Parse<RunHeader>(lines[0]);
        var results = new Dictionary<string, QuestionResult>();
        foreach (var line in lines.Skip(1))
        {
            QuestionResult result = Parse<QuestionResult>(line);
            if (result.Turns.Count == 0 || (result.Score == null) == (result.Rank == null))
                throw line.Error("it has no turns, or neither a score nor a rank", "Name a file that 'evaluate --out' wrote");
            if (!results.TryAdd(result.Id, result))
                throw line.Error($"the result of {result.Id} stands there twice", "Delete one of the two lines");
        }

        return (header, [.. results.Values]);
    }

    /// <summary>Keeps a result.</summary>
    public void Add(QuestionResult result)
    {
        lock (_lock)
        {
            _writer.Write(result);
            _results.Add(result);
        }
    }

    public void Dispose() => _writer.Dispose();

    static T Parse<T>(JsonLine<JsonObject> line)
    {
        try
        {
            return line.Value.Deserialize<T>(JsonLines.Options)!;
        }
        catch (JsonException e)
        {
            throw new OjousamaException($"{line.Path}, line {line.Number}, is no result of 'evaluate'", $"Name a file with lines like these: {Example}", e);
        }
    }

    /// <summary>A machine that went down may have left half of a line, whose question is then asked again.</summary>
    static void DropTornLine(string path)
    {
        byte[] bytes = RawFile.Read(path);
        if (bytes[^1] != '\n')
            AtomicFile.Write(path, bytes[..(Array.LastIndexOf(bytes, (byte)'\n') + 1)]);
    }

    static string Difference(RunHeader begun, RunHeader now) =>
        begun.Questions != now.Questions || begun.Count != now.Count ? "other questions"
        : begun.Model != now.Model || begun.Adapter != now.Adapter ? $"{begun.Model} with {(begun.Adapter.Length > 0 ? begun.Adapter : "no adapter")}"
        : begun.Settings != now.Settings ? "other settings" : "another sheet or adapter";
}
