using System.Diagnostics;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio;

/// <summary>The program as a shell sees it.</summary>
public sealed class ProcessTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [TestCase(StudioCommandLine.Done, "rehearse", "--help")]
    [TestCase(StudioCommandLine.Done)]
    [TestCase(StudioCommandLine.WrongUsage, "rehearse")]
    [TestCase(StudioCommandLine.WrongUsage, "sing")]
    [TestCase(StudioCommandLine.WrongUsage, "recall", "--sheet", "S", "--questions", "Q", "--out", "R", "--state", "chapter")]
    [TestCase(StudioCommandLine.WrongUsage, "recall", "--sheet", "S", "--questions", "Q", "--out", "R", "--count", "no")]
    [TestCase(StudioCommandLine.Failed, "sheet", "new", "--name", "小春", "--facts", "/none", "--out", "/none.asset")]
    public async Task The_exit_code_tells_how_it_went_and_pipes_get_plain_text(int code, params string[] arguments)
    {
        using Process program = StudioRun.Start(arguments);
        Task<string> output = program.StandardOutput.ReadToEndAsync(), error = program.StandardError.ReadToEndAsync();
        Assert.That(program.WaitForExit(Patience));
        Assert.Multiple(async () =>
        {
            Assert.That(program.ExitCode, Is.EqualTo(code));
            Assert.That((await error).Length > 0, Is.EqualTo(code != StudioCommandLine.Done), await error);
            Assert.That((await output + await error).IndexOfAny(['\u001b', '\r', '\uFEFF']), Is.Negative);
        });
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "There is no signal to send.")]
    public void Ctrl_C_stops_a_rehearsal_between_two_lines_of_its_results()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["Q.jsonl"], Enumerable.Range(0, 1000).Select(i => $$"""{"id":{{i}},"question":"お名前は？"}"""));
        using Process program = StudioRun.Start(
            "rehearse", "--sheet", SheetOnDisk.Write(folder["S.asset"]), "--questions", folder["Q.jsonl"], "--out", folder["R.jsonl"]);
        while (!program.HasExited && (!File.Exists(folder["R.jsonl"]) || new FileInfo(folder["R.jsonl"]).Length == 0))
            Thread.Sleep(20);
        using (Process kill = Process.Start("kill", ["-INT", $"{program.Id}"]))
            kill.WaitForExit();
        string output = program.StandardOutput.ReadToEnd(), error = program.StandardError.ReadToEnd();
        Assert.That(program.WaitForExit(Patience));

        string results = File.ReadAllText(folder["R.jsonl"]);
        Assert.Multiple(() =>
        {
            Assert.That(program.ExitCode, Is.EqualTo(StudioCommandLine.Cancelled), error);
            Assert.That(error, Does.EndWith("Stopped.\n"));
            Assert.That(output, Does.Contain($"{results.Count(c => c == '\n')} of 1000 replies"));
            Assert.That(results, Does.EndWith("}\n"));
        });
    }
}
