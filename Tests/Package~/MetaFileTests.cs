using System.Text.RegularExpressions;

namespace Ojousama.Tests.Package;

public sealed partial class MetaFileTests
{
    const string Cure = "Run: node .ci/metas.mjs";

    static readonly string[] s_imported = new[] { PackageFolder.Root }
        .Concat(Directory.GetDirectories(Path.Combine(PackageFolder.Root, "Samples~")))
        .SelectMany(PackageFolder.Imported)
        .ToArray();

    [Test]
    public void NothingThatUnityImportsLacksItsMeta()
    {
        var missing = s_imported.Where(p => !p.EndsWith(".meta") && !File.Exists(p + ".meta"));
        Assert.That(missing, Is.Empty, Cure);
    }

    [Test]
    public void NoMetaIsLeftBehind()
    {
        var orphans = s_imported.Where(p => p.EndsWith(".meta") && !Path.Exists(p[..^".meta".Length]));
        Assert.That(orphans, Is.Empty, Cure);
    }

    [Test]
    public void EveryMetaHasAGuidOfItsOwn()
    {
        var metas = s_imported.Where(p => p.EndsWith(".meta")).Select(p => (Path: p, Text: File.ReadAllText(p))).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(metas, Is.Not.Empty);
            foreach (var (path, text) in metas)
                Assert.That(text, Does.Match(Head()).And.Matches(Directory.Exists(path[..^5]) ? "folderAsset: yes" : "^(?!.*folderAsset)"), path);
            Assert.That(metas.GroupBy(m => Head().Match(m.Text).Groups[1].Value).Where(g => g.Count() > 1).SelectMany(g => g.Select(m => m.Path)), Is.Empty);
        });
    }

    [GeneratedRegex(@"^fileFormatVersion: 2\nguid: ([0-9a-f]{32})\n")]
    private static partial Regex Head();
}
