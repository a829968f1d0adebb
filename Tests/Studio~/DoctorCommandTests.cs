using Ojousama.Studio.Cli;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Tests.Studio;

public sealed class DoctorCommandTests
{
    [Test]
    public async Task It_tells_devices_features_need_speed_and_where_the_model_runs()
    {
        StudioRun run = await StudioRun.InProcessAsync("doctor", "--context", "512", "--threads", "1");
        TestContext.Out.WriteLine(run.Output);
        Assert.Multiple(() =>
        {
            Assert.That(run.ExitCode, Is.EqualTo(StudioCommandLine.Done), run.Error);
            Assert.That(run.Output, Does.Match(@"  CPU \(.+\): processor, [\d.]+ [MG]iB free of [\d.]+ [MG]iB"));
            Assert.That(run.Output, Does.Match(@"  CPU library \S*ggml-cpu\S*: \w+"));
            Assert.That(run.Output, Does.Contain("gemma-3-270m-ja.gguf: 19 layers; with a context of 512 tokens"));
            Assert.That(run.Output, Does.Match(@"  yes  .+: \d+ MiB taken, \d+ MiB estimated"));
            Assert.That(run.Output, Does.Match(@"writes [1-9][\d.]* tokens/s, reads [1-9][\d.]* tokens/s"));
            Assert.That(run.Output, Does.Match(@"Beside a game \(.+\): writes [\d.]+ tokens/s, reads [\d.]+ tokens/s"));
            Assert.That(run.Output, Does.Contain("gemma-3-270m-ja.gguf runs on "));
        });
    }

    [Test]
    public async Task A_model_too_large_for_the_machine_is_refused_before_it_loads()
    {
        if (MemoryCheck.Available() > 45L << 30)
            Assert.Ignore("This machine has room for twice a million tokens.");
        StudioRun run = await StudioRun.InProcessAsync("doctor", "--gpu-layers", "0", "--context", $"{1 << 20}");
        run.AssertFailed("The model gemma-3-270m-ja.gguf and its context need", "are free", "lower --context");
        Assert.That(run.Output, Does.Contain("of main memory").And.Not.Contains("yes"));
    }

    [Test]
    public async Task What_is_no_model_is_refused_by_name()
    {
        StudioRun missing = await StudioRun.InProcessAsync("doctor", "--model", "none.gguf");
        missing.AssertFailed("none.gguf", "full path");
        StudioRun adapter = await StudioRun.InProcessAsync("doctor", "--model", "heroines.gguf");
        adapter.AssertFailed("heroines.gguf is a LoRA adapter");
    }
}
