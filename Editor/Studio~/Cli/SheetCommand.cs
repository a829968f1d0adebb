using System.CommandLine;

namespace Ojousama.Studio.Cli;

/// <summary><c>sheet</c>: the commands about character sheets.</summary>
static class SheetCommand
{
    public static Command Create() => new("sheet", "Make, check and complete character sheets.")
    {
        SheetNewCommand.Create(),
        SheetCheckCommand.Create(),
        SheetQuestionsCommand.Create(),
    };
}
