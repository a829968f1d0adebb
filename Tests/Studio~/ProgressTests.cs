using Ojousama.Studio.Cli;

namespace Ojousama.Tests.Studio;

public sealed class ProgressTests
{
    [Test]
    public void In_a_pipe_a_step_is_a_line_and_then_one_whenever_five_seconds_went_without()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var time = new Clock();
        var progress = new PlainProgress(writer, time);

        IProgress<float> loading = progress.Begin("Loading");
        time.Seconds = 4.9;
        loading.Report(0.5f);
        time.Seconds = 5;
        loading.Report(0.58f);
        ProgressStep step = progress.Begin("Rehearsing", 100);
        for (int i = 1; i <= 100; i++)
        {
            time.Seconds += 0.1;
            step.Report(i, "60 tokens/s");
        }

        Assert.That(writer.ToString(), Is.EqualTo(
            "Loading\nLoading: 58 %\nRehearsing\nRehearsing: 50 of 100, 60 tokens/s\nRehearsing: 100 of 100, 60 tokens/s\n"));
    }

    sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * TimestampFrequency);
    }
}
