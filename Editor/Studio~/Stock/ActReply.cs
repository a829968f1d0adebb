using Ojousama.Studio.Files;

namespace Ojousama.Studio.Stock;

/// <summary>What a voice says to any line of an act: a line of a file of stock replies.</summary>
/// <param name="Voice">Whose it is.</param>
/// <param name="Act">What it answers.</param>
/// <param name="Reply">Fits every line of the act, whatever that is about.</param>
sealed record ActReply(string Voice, string Act, string Reply)
{
    const string Example = """{"voice": "ojousama", "act": "thanks", "reply": "お役に立てたのなら、何よりですわ"}""";

    /// <exception cref="OjousamaException">A file is missing, or a line is unfit.</exception>
    public static IReadOnlyList<ActReply> ReadAll(IEnumerable<string> paths) => [.. paths.SelectMany(path => JsonLines.Read<ActReply>(path, Example)).Select(line =>
        line.Value.Act.Length > 0 && line.Value.Reply.Length > 0 ? line.Value : throw line.Error("its act or its reply is empty", $"Write it like this: {Example}"))];
}
