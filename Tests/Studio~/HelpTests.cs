using System.CommandLine;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Package;

namespace Ojousama.Tests.Studio;

/// <summary>What each command says of itself, pinned: no option goes, or is renamed, unseen.</summary>
public sealed class HelpTests
{
    /// <summary>With this variable set the files are written anew, for the change to be read in the diff.</summary>
    const string Update = "OJOUSAMA_UPDATE_HELP";

    const string Cure = $"If the change is meant: {Update}=1 dotnet test Tests --filter {nameof(HelpTests)}";

    static readonly string s_folder = Path.Combine(PackageFolder.Root, "Tests", "Studio~", "Help");

    static IEnumerable<string> Commands => PathsOf(StudioCommandLine.Create(), "ojousama");

    [TestCaseSource(nameof(Commands))]
    public async Task The_help_of_a_command_is_as_it_was(string command)
    {
        StudioRun run = await StudioRun.InProcessAsync([.. command.Split(' ').Skip(1), "--help"]);
        string help = run.Output.ReplaceLineEndings("\n").TrimEnd() + "\n", file = Path.Combine(s_folder, command + ".txt");
        if (Environment.GetEnvironmentVariable(Update) != null)
            File.WriteAllText(file, help);

        Assert.That(run.ExitCode, Is.Zero);
        Assert.That(File.Exists(file), $"{command} is new. {Cure}");
        Assert.That(help, Is.EqualTo(File.ReadAllText(file)), Cure);
    }

    [Test]
    public void No_file_is_left_of_a_command_that_is_gone() =>
        Assert.That(Directory.GetFiles(s_folder).Select(Path.GetFileNameWithoutExtension).Except(Commands), Is.Empty, "Delete the file");

    static IEnumerable<string> PathsOf(Command command, string path) =>
        command.Subcommands.SelectMany(inner => PathsOf(inner, $"{path} {inner.Name}")).Prepend(path);
}
