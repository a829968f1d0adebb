using System.CommandLine;

namespace Ojousama.Studio.Cli;

/// <summary><c>sheet</c>: the commands about character sheets.</summary>
static class SheetCommand
{
    public static Command Create() => new("sheet", "Make and check character sheets.")
    {
        SheetNewCommand.Create(),
        SheetCheckCommand.Create(),
    };
}
