using Ojousama.Studio.Cli;

namespace Ojousama.Tests.Studio;

public sealed class ScriptCommandTests
{
    [Test]
    public async Task The_samples_story_is_sound()
    {
        StudioRun run = await StudioRun.InProcessAsync("script", "check", Path.Combine(PackagePaths.FindCheckout()!, "Samples~", "DatingSim", "Story", "Tea.yarn.txt"));
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((StudioCommandLine.Done, "")));
        Assert.That(run.Output, Is.EqualTo("sound: 5 nodes, 30 lines, 2 choices, 2 talks\n"));
    }

    [Test]
    public async Task A_mistake_is_told_with_its_place()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "title: A\n---\n<<jump B>>\n===\n");
            (await StudioRun.InProcessAsync("script", "check", path)).AssertFailed(path + "(3,8)", "no node “B”", "Write one of: A");
        }
        finally
        {
            File.Delete(path);
        }

        (await StudioRun.InProcessAsync("script", "check", path)).AssertFailed(path, "Check the path");
    }
}
