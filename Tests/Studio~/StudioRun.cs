using System.Diagnostics;
using Ojousama.Studio.Cli;

namespace Ojousama.Tests.Studio;

/// <summary>One run of the command line, and all that it said.</summary>
sealed record StudioRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs in this process.</summary>
    public static async Task<StudioRun> InProcessAsync(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await StudioCommandLine.RunAsync(arguments, output, error);
        return new StudioRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Starts the program itself, its output in pipes.</summary>
    public static Process Start(params string[] arguments) => Start(new Dictionary<string, string?>(), arguments);

    /// <summary>Starts the program itself under other variables of the environment as well.</summary>
    public static Process Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(StudioCommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>One sentence that tells the problem and one that tells the remedy, on one line, and nothing of .NET.</summary>
    public void AssertFailed(params string[] parts)
    {
        Assert.That(ExitCode, Is.EqualTo(StudioCommandLine.Failed), Error);
        string last = Error.TrimEnd('\n').Split('\n').Last();
        foreach (string part in parts)
            Assert.That(last, Does.Contain(part));
        Assert.That(last, Does.EndWith(".").And.Not.EndsWith("..").And.Contains(". "));
        Assert.That(Error, Does.Not.Contain("Exception").And.Not.Contain("   at "));
    }
}
