using System.Diagnostics;
using Ojousama.Studio.Cli;

namespace Ojousama.Tests.Studio;

public sealed class LayoutCommandTests
{
    [TestCase(10, "お嬢様、ごきげんよう。", "お嬢様、ごきげんよう。")]
    [TestCase(9, "彼女は小さな声で「好き」と言った", "彼女は小さな声で｜「好き」と言った")]
    [TestCase(5, "はい。\nいいえ。\n", "はい。｜いいえ。")]
    [TestCase(5, "はい。\r\n", "はい。")]
    [TestCase(4, "この｜薔薇《ばら》[face:shy]は", "この薔薇｜は")]
    [TestCase(25, "", "")]
    public void Lines_are_joined_by_a_bar(float cells, string text, string expected) =>
        Assert.That(LayoutCommand.LayOut(text, cells, 1000), Is.EqualTo(expected));

    [Test]
    public async Task Pages_are_joined_by_a_double_bar_and_the_text_comes_from_the_standard_input()
    {
        using Process program = StudioRun.Start("layout", "--cells", "4", "--rows", "2");
        await program.StandardInput.WriteAsync("今日はちょっと待って。それから");
        program.StandardInput.Close();
        Assert.That(await program.StandardOutput.ReadToEndAsync(), Is.EqualTo("今日はちょっ｜と待って。‖それから\n"));
        await program.WaitForExitAsync();
        Assert.That(program.ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_line_without_room_is_refused()
    {
        StudioRun run = await StudioRun.InProcessAsync("layout", "--cells", "1");
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((StudioCommandLine.WrongUsage, "--cells takes a number from 2 to 200, not '1'.\nSee: ojousama layout --help\n")));
    }
}
