using System.Text;
using Ojousama.Story;
using Ojousama.Studio.Cli;
using Ojousama.Tests.Saving;

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
    public async Task A_script_that_Unity_would_read_wrongly_is_refused([Values("shift_jis", "euc-jp", "utf-16")] string encoding)
    {
        using var folder = new TemporaryFolder();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        File.WriteAllText(folder["a.yarn"], "title: A\n---\nごきげんよう。\n===\n", Encoding.GetEncoding(encoding));

        (await StudioRun.InProcessAsync("script", "check", folder["a.yarn"])).AssertFailed("a.yarn", "Save it as UTF-8");
    }

    [Test]
    public void Nor_is_it_played_with_lost_characters() => Assert.That(
        () => Script.Parse("title: A\n---\n\uFFFDん\n===\n", "a.yarn"),
        Throws.TypeOf<OjousamaException>().With.Message.Contains("a.yarn(3,1)").And.Message.Contains("UTF-8"));

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
