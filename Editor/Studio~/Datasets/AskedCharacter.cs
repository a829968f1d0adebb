using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets;

/// <summary>Some facts of a character, and what is asked about them: a line of a file that rerankers learn from.</summary>
/// <param name="Name">Whose they are.</param>
/// <param name="Facts">One sentence each.</param>
/// <param name="Questions">Each with the index of the fact that answers it; null if none does.</param>
sealed record AskedCharacter(string Name, IReadOnlyList<string> Facts, IReadOnlyList<AskedCharacter.Asked> Questions)
{
    const string Example = """{"name":"水城しおり","facts":["雷の音がこわい。"],"questions":[{"question":"空が光ってるよ、大丈夫？","gold":0},{"question":"何色が好き？","gold":null}]}""";

    /// <exception cref="OjousamaException">The file is empty or a line is unfit.</exception>
    public static IReadOnlyList<AskedCharacter> ReadAll(string path)
    {
        var lines = JsonLines.Read<AskedCharacter>(path, Example);
        foreach (JsonLine<AskedCharacter> line in lines)
        {
            if (line.Value.Questions.FirstOrDefault(asked => asked.Gold < 0 || asked.Gold >= line.Value.Facts.Count) is { } wrong)
                throw line.Error($"“{wrong.Question}” is answered by fact {wrong.Gold}, and there are {line.Value.Facts.Count}", "Count them from 0, and write null where none answers");
        }

        return [.. lines.Select(line => line.Value)];
    }

    /// <summary>A question and its fact.</summary>
    public sealed record Asked(string Question, int? Gold);
}
