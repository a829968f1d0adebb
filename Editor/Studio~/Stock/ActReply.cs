using Ojousama.Recall.Stock;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Stock;

/// <summary>What a voice says to any line of an act: a line of a file of stock replies.</summary>
/// <param name="Voice">Whose it is.</param>
/// <param name="Act">What it was written for.</param>
/// <param name="Reply">Fits every line of the act, whatever that is about.</param>
/// <param name="Suits">How well it answers lines of this and other acts: 2 nearly any, 1 every second. Null for none but its own.</param>
sealed record ActReply(string Voice, string Act, string Reply, IReadOnlyDictionary<string, int>? Suits = null)
{
    const string Example = """{"voice": "ojousama", "act": "thanks", "reply": "お役に立てたのなら、何よりですわ", "suits": {"thanks": 2, "relief": 1}}""";
    const int Most = 2;

    /// <exception cref="OjousamaException">A file is missing, or a line is unfit.</exception>
    public static IReadOnlyList<ActReply> ReadAll(IEnumerable<string> paths) => [.. paths.SelectMany(path => JsonLines.Read<ActReply>(path, Example)).Select(line =>
        line.Value.Act.Length == 0 || line.Value.Reply.Length == 0 ? throw line.Error("its act or its reply is empty", $"Write it like this: {Example}")
        : line.Value.Suits?.Values.Any(value => value is < 0 or > Most) == true ? throw line.Error("“suits” holds something else than 1 and 2", $"Write it like this: {Example}")
        : line.Value)];

    /// <summary>Every act that it names.</summary>
    public IEnumerable<string> Acts => Suits?.Keys.Append(Act) ?? [Act];

    /// <param name="acts">Of the classifier.</param>
    public SuitedReply Suited(string[] acts) =>
        new(Reply, [.. (Suits ?? new Dictionary<string, int> { [Act] = Most }).Where(of => of.Value > 0).Select(of => (Array.IndexOf(acts, of.Key), of.Value / (float)Most))]);
}
