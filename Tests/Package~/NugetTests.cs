using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Package;

/// <summary>A console app outside this checkout, built from nothing but the packages that `dotnet pack` makes, talks.</summary>
public sealed partial class NugetTests
{
    const string Feed = "feed";

    /// <summary>Packages come from the packed feed alone; what they need in turn from what this machine has restored already.</summary>
    static string Config => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="packages" /></config>
          <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
          <fallbackPackageFolders><clear /><add key="restored" value="{Restored}" /></fallbackPackageFolders>
        </configuration>
        """;

    const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Ojousama.Plugin" Version="0.1.0" />
            <PackageReference Include="Ojousama.UnityYaml" Version="0.1.0" />
            <PackageReference Include="Ojousama.Models" Version="0.1.0" />
          </ItemGroup>
        </Project>
        """;

    const string Program = """
        using Ojousama;
        using Ojousama.Character;
        using Ojousama.Dialogue;
        using Ojousama.Loading;
        using Ojousama.UnityYaml;

        Console.OutputEncoding = System.Text.Encoding.UTF8;
        PackagePaths.CacheFolder = "cache";
        CharacterSheet sheet = SheetFile.Read("Ayane.asset");
        using LoadedCharacter ayane = await LoadedCharacter.LoadAsync(sheet);
        Turn turn = await ayane.StartConversation().SayAsync("お名前は？").ToTurnAsync();
        Console.WriteLine(turn.Reply);
        """;

    static string Restored => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Tests run from .artifacts/bin/PROJECT/CONFIGURATION/.</summary>
    static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    [Test]
    public void An_app_elsewhere_is_built_from_the_packages_and_talks()
    {
        using var folder = new TemporaryFolder();
        foreach (string project in new[] { "Ojousama.Plugin.csproj", "Player~/Yaml/Ojousama.UnityYaml.csproj" })
            Run(PackageFolder.Root, "pack", project, "--no-build", "-c", Configuration, "-o", folder[Feed]);
        Run(PackageFolder.Root, "pack", "Models~/Ojousama.Models.csproj", "-c", Configuration, "-o", folder[Feed]);
        File.WriteAllText(folder["nuget.config"], Config);
        File.WriteAllText(folder["App.csproj"], Project);
        File.WriteAllText(folder["Program.cs"], Program);
        File.Copy(Path.Combine(PackageFolder.Root, "Samples~", "SimpleChat", "Ayane.asset"), folder["Ayane.asset"]);

        string said = Run(folder["."], "run");

        Assert.That(said, Does.Match("絢音|小野寺"));
        using ZipArchive models = ZipFile.OpenRead(Directory.GetFiles(folder[Feed], "Ojousama.Models.*.nupkg").Single());
        string[] shipped = [.. Directory.GetFiles(Path.Combine(PackageFolder.Root, "Models~")).Select(path => Path.GetFileName(path)!).Where(name => Weights().IsMatch(name))];
        Assert.That(models.Entries.Select(entry => entry.Name), Is.SupersetOf(shipped), "a line file without the embedder's map is refused");
        using ZipArchive package = ZipFile.OpenRead(folder[$"{Feed}/Ojousama.Plugin.0.1.0.nupkg"]);
        string[] platforms = [.. package.Entries.Select(entry => Native().Match(entry.FullName)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct()];
        TestContext.Out.WriteLine($"She said “{said.Trim()}”; libraries for {string.Join(", ", platforms)} were packed.");
        Assert.That(package.Entries.Select(entry => entry.FullName), Has.One.EqualTo("lib/netstandard2.1/Ojousama.Plugin.dll").And.One.EqualTo("lib/net10.0/Ojousama.Plugin.xml"));
    }

    /// <returns>What it wrote.</returns>
    static string Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [.. arguments, "-v", "q", "--disable-build-servers"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        // Those of the build that runs this test would lead the one within astray.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        using Process dotnet = Process.Start(start)!;
        Task<string> errors = dotnet.StandardError.ReadToEndAsync();
        string output = dotnet.StandardOutput.ReadToEnd();
        dotnet.WaitForExit();
        Assert.That(dotnet.ExitCode, Is.Zero, $"dotnet {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return output;
    }

    [GeneratedRegex(@"\.(gguf|map|lines)$")]
    private static partial Regex Weights();

    [GeneratedRegex("^runtimes/([^/]+)/native/.*llama")]
    private static partial Regex Native();
}
