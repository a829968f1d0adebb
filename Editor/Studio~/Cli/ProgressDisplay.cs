using Spectre.Console;

namespace Ojousama.Studio.Cli;

/// <summary>Tells a person how far a command is: a live bar on a terminal, plain lines in a pipe or a file.</summary>
/// <remarks>Its members may be called from any thread.</remarks>
abstract class ProgressDisplay
{
    /// <summary>Begins a step of the work; the step before it counts as done.</summary>
    /// <param name="name">What is being done, e.g. “Loading the model”.</param>
    /// <param name="total">What <see cref="ProgressStep.Report"/> counts up to.</param>
    public abstract ProgressStep Begin(string name, double total = 1);

    /// <summary>Says something that stays above the bar.</summary>
    public abstract void Say(string line);

    /// <summary>Runs work that shows its progress, and leaves the terminal as it was.</summary>
    /// <param name="error">Where progress goes, so that the output stays clean: the command's standard error.</param>
    /// <param name="work">Gets the display for as long as it runs.</param>
    public static async Task RunAsync(TextWriter error, Func<ProgressDisplay, Task> work)
    {
        if (error == Console.Error && !Console.IsErrorRedirected)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
            if (console.Profile.Capabilities is { Ansi: true, Interactive: true })
            {
                await LiveProgress.RunAsync(console, work).ConfigureAwait(false);
                return;
            }
        }

        await work(new PlainProgress(error, TimeProvider.System)).ConfigureAwait(false);
    }
}

/// <summary>One step of a command's work.</summary>
abstract class ProgressStep : IProgress<float>
{
    /// <summary>Sets how much is done, and what is worth telling about it.</summary>
    public abstract void Report(double done, string note = "");

    void IProgress<float>.Report(float value) => Report(value);
}
