using System.CommandLine;

namespace Ojousama.Studio.Cli;

/// <summary><c>script</c>: the commands about written stories.</summary>
static class ScriptCommand
{
    public static Command Create() => new("script", "Check written stories.") { ScriptCheckCommand.Create() };
}
