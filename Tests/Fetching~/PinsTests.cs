using System.Text.Json;
using Ojousama.Fetching;
using Ojousama.Tests.Package;

namespace Ojousama.Tests.Fetching;

/// <summary>What Unity fetches is what npm and NuGet restore here.</summary>
public sealed class PinsTests
{
    const string Cure = "Run: node Native~/pins.mjs";

    static readonly IReadOnlyList<Pin> s_pins = PinFile.Read(Path.Combine(PackageFolder.Root, "Native~", "pins.tsv"));

    [TestCase("cpu", 3)]
    [TestCase("vulkan", 2)]
    [TestCase("cuda", 2)]
    public void The_builds_of_llama_cpp_are_those_of_the_lock_file(string variant, int platforms)
    {
        using JsonDocument locked = Read("Native~", variant, "package-lock.json");
        string[] expected = [.. locked.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0)
            .Select(p => $"{p.Name["node_modules/".Length..]} {p.Value.GetProperty("version")} {p.Value.GetProperty("integrity")}")];

        Assert.That(s_pins.Where(pin => pin.Kind == variant).Select(pin => $"{pin.Package} {pin.Version} {pin.Integrity}"), Is.EquivalentTo(expected), Cure);
        Assert.That(s_pins.Where(pin => pin.Kind == variant).Select(pin => pin.Target).Distinct().Count(), Is.EqualTo(platforms));
    }

    [Test]
    public void The_assemblies_are_those_that_the_package_was_built_with()
    {
        using JsonDocument restored = Read(".artifacts", "obj", "Ojousama.Plugin", "project.assets.json");
        JsonElement packages = restored.RootElement.GetProperty("targets").EnumerateObject().First(t => t.Name is "netstandard2.1" or ".NETStandard,Version=v2.1").Value;
        string[] expected = [.. packages.EnumerateObject()
            .SelectMany(p => p.Value.TryGetProperty("runtime", out JsonElement files) ? files.EnumerateObject().Select(f => $"{p.Name}/{f.Name}") : [])
            .Where(file => file.EndsWith(".dll", StringComparison.Ordinal))];

        Assert.That(s_pins.Where(pin => pin.Kind == Pin.Assembly).Select(pin => $"{pin.Package}/{pin.Version}/{pin.File}"), Is.EquivalentTo(expected), Cure);
    }

    static JsonDocument Read(params string[] path) => JsonDocument.Parse(File.ReadAllText(Path.Combine([PackageFolder.Root, .. path])));
}
