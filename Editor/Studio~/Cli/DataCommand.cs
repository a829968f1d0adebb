using System.CommandLine;

namespace Ojousama.Studio.Cli;

/// <summary><c>data</c>: the commands about what is trained on.</summary>
static class DataCommand
{
    public static Command Create() => new("data", "Import, measure and build what is trained on.")
    {
        DataImportCommand.Create(),
        DataStatsCommand.Create(),
        DataBuildCommand.Create(),
        DataQuestionsCommand.Create(),
    };
}
