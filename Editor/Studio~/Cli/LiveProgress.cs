using Spectre.Console;

namespace Ojousama.Studio.Cli;

/// <summary>Progress as bars that a terminal draws anew as they grow; finished steps stay above.</summary>
sealed class LiveProgress : ProgressDisplay
{
    readonly IAnsiConsole _console;
    readonly ProgressContext _bars;
    ProgressTask? _current;

    LiveProgress(IAnsiConsole console, ProgressContext bars)
    {
        _console = console;
        _bars = bars;
    }

    public static Task RunAsync(IAnsiConsole console, Func<ProgressDisplay, Task> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(async bars =>
        {
            var display = new LiveProgress(console, bars);
            await work(display).ConfigureAwait(false);
            display._current?.StopTask();
        });

    public override ProgressStep Begin(string name, double total = 1)
    {
        if (_current is { } before)
        {
            before.Value = before.MaxValue;
            before.StopTask();
        }

        _current = _bars.AddTask(Markup.Escape(name), maxValue: total);
        return new Step(_current, name);
    }

    public override void Say(string line) => _console.WriteLine(line);

    sealed class Step(ProgressTask bar, string name) : ProgressStep
    {
        public override void Report(double done, string note = "")
        {
            bar.Value = done;
            bar.Description = Markup.Escape(note.Length == 0 ? name : $"{name}: {note}");
        }
    }
}
