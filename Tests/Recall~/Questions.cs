using Ojousama.Character;
using Ojousama.Tests.Package;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Recall;

/// <summary>The questions of <c>Data/</c>; its README says which may be tuned on.</summary>
internal static class Questions
{
    public sealed record Question(string Text, string[] Facts);

    public static IReadOnlyList<Question> Read(string file)
    {
        var questions = new List<Question>();
        string[] facts = [];
        foreach (string line in Lines(file))
        {
            if (line.StartsWith("# "))
                facts = line[2..].Split('｜', StringSplitOptions.TrimEntries);
            else
                questions.Add(new Question(line, facts));
        }

        return questions;
    }

    public static string[] Lines(string file) =>
        [.. File.ReadAllLines(Path.Combine(PackageFolder.Root, "Tests", "Recall~", "Data", file)).Where(l => l.Length > 0)];

    public static CharacterSheet Sheet(string name) =>
        SheetFile.Read(Path.Combine(PackageFolder.Root, "Samples~", "DatingSim", "Characters", name + ".asset"));
}
