using Ojousama.Studio.Files;

namespace Ojousama.Studio.Stock;

/// <summary>A player's line and what it is meant to do: a line of a file that acts are learned from.</summary>
/// <param name="Act">A dialogue act, e.g. thanks.</param>
/// <param name="Line">The player's.</param>
sealed record ActLine(string Act, string Line)
{
    const string Example = """{"act": "thanks", "line": "さっきはありがとね、助かった"}""";

    /// <exception cref="OjousamaException">A file is missing, or a line is unfit.</exception>
    public static IReadOnlyList<ActLine> ReadAll(IEnumerable<string> paths) => [.. paths.SelectMany(path => JsonLines.Read<ActLine>(path, Example)).Select(line =>
        line.Value.Act.Length > 0 && line.Value.Line.Length > 0 ? line.Value : throw line.Error("its act or its line is empty", $"Write it like this: {Example}"))];
}
