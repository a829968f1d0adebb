using System.Text.RegularExpressions;

namespace Ojousama.Tests.Package;

/// <summary>The code of the readmes is compiled: it stands, line for line, in ReadmeCode.cs.</summary>
public sealed partial class ReadmeTests
{
    [TestCase("README.md")]
    [TestCase("README.ja.md")]
    public void ItsCodeIsCompiled(string readme)
    {
        string compiled = Unindented(File.ReadAllText(Path.Combine(PackageFolder.Root, "Tests", "Package~", "ReadmeCode.cs")));
        string[] blocks = CodeBlock().Matches(Read(readme)).Select(m => Unindented(m.Groups[1].Value)).ToArray();
        Assert.That(blocks, Is.Not.Empty);
        foreach (string block in blocks)
            Assert.That(compiled, Does.Contain(block));
    }

    [TestCase("README.md")]
    [TestCase("README.ja.md")]
    [TestCase("CONTRIBUTING.md")]
    [TestCase("Documentation~/architecture.md")]
    [TestCase("Documentation~/ja/running-a-model.md")]
    [TestCase("Documentation~/ja/training.md")]
    [TestCase("Documentation~/ja/writing-a-character.md")]
    [TestCase("Documentation~/ja/writing-a-story.md")]
    public void ItsLinksLeadSomewhere(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(PackageFolder.Root, page))!;
        var missing = Link().Matches(Read(page))
            .Select(m => m.Groups[1].Value.Trim('<', '>'))
            .Where(target => !target.StartsWith("https:") && !Path.Exists(Path.Combine(folder, target)));
        Assert.That(missing, Is.Empty);
    }

    static string Read(string page) => File.ReadAllText(Path.Combine(PackageFolder.Root, page));

    static string Unindented(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((<[^>]+>|[^)\s]+)\)")]
    private static partial Regex Link();
}
