using System.Text.Json;

namespace Ojousama.Tests.Package;

public sealed class ManifestTests
{
    [Test]
    public void Every_sample_is_listed()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(PackageFolder.Root, "package.json")));
        IEnumerable<string> listed = manifest.RootElement.GetProperty("samples").EnumerateArray().Select(sample => sample.GetProperty("path").GetString()!);

        Assert.That(listed, Is.EquivalentTo(Directory.GetDirectories(Path.Combine(PackageFolder.Root, "Samples~")).Select(folder => "Samples~/" + Path.GetFileName(folder))));
    }
}
