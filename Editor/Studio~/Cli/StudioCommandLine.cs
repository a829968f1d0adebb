using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Ojousama.Studio.Cli;

/// <summary>The program <c>ojousama</c>: parses, runs a command, and turns whatever goes wrong into one line and an exit code.</summary>
static class StudioCommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Cancelled = 130; // what shells report for Ctrl-C

    /// <summary>Every command. A new one is a class with a static <c>Create()</c>, and a line here.</summary>
    public static Command Create() => new("ojousama", "Tools for authors of Ojousama characters.")
    {
        SheetCommand.Create(),
        RecallCommand.Create(),
        RehearseCommand.Create(),
        EvaluateCommand.Create(),
        GridCommand.Create(),
        PartsCommand.Create(),
        CompareCommand.Create(),
        LikenessCommand.Create(),
        SenseCommand.Create(),
        JudgeCommand.Create(),
        SafetyCommand.Create(),
        DataCommand.Create(),
        LinesCommand.Create(),
        StockCommand.Create(),
        EmbedderCommand.Create(),
        ScriptCommand.Create(),
        LayoutCommand.Create(),
        DoctorCommand.Create(),
        TrainCommand.Create(),
        AdapterCommand.Create(),
        MergeCommand.Create(),
        EvolveCommand.Create(),
        new HelpOption { Action = new ExampleHelp() },
        new VersionOption(),
    };

    /// <summary>Runs one command line to its end. Ctrl-C and SIGTERM cancel the command's token.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        Command program = Create();
        program.SetAction(bare => new HelpAction().Invoke(bare));
        ParseResult parsed = program.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var problem in parsed.Errors)
                error.WriteLine(problem.Message);
            error.WriteLine($"See: {CommandPath(parsed)} --help");
            return WrongUsage;
        }

        try
        {
            // A command has until the end of a decode step to stop; writing a line of a file is not torn either.
            var configuration = new InvocationConfiguration
            {
                Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            };
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        }
        catch (OjousamaException e)
        {
            error.WriteLine(e.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Stopped.");
            return Cancelled;
        }
        catch (Exception e)
        {
            error.WriteLine($"{CommandPath(parsed)} failed in a way that it does not know. Report it with the following text.");
            error.WriteLine(e);
            return Failed;
        }
    }

    static string CommandPath(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var at = parsed.CommandResult; at != null; at = at.Parent as CommandResult)
            names.Push(at.Command.Name);
        return string.Join(' ', names);
    }
}
