using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ojousama.Studio.Cli;

/// <summary>A command whose help ends with an example that can be typed as it stands.</summary>
/// <param name="name">Without the names of the commands above it.</param>
/// <param name="description">One line: the list of commands shows it too.</param>
/// <param name="example">The whole line, and below it what it does or reads, if that is not plain.</param>
sealed class ExampleCommand(string name, string description, string example) : Command(name, description)
{
    public string Example { get; } = example;
}

/// <summary>The usual help, and then the example of the command.</summary>
sealed class ExampleHelp : SynchronousCommandLineAction
{
    readonly HelpAction _usual = new();

    public override int Invoke(ParseResult parseResult)
    {
        int code = _usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not ExampleCommand command)
            return code;

        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Example:");
        foreach (string line in command.Example.Split('\n'))
            output.WriteLine($"  {line}".TrimEnd());
        output.WriteLine();
        return code;
    }
}
