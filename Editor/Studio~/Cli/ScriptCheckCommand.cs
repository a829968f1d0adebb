using System.CommandLine;
using Ojousama.Story;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>script check</c>: tells what in a written story would stop it.</summary>
static class ScriptCheckCommand
{
    const string Example = """
        ojousama script check Story/*.yarn
        ojousama script check Story/*.yarn --function "number trust(string)"
        """;

    public static Command Create()
    {
        var files = new Argument<string[]>("STORY.yarn") { Description = "The files of one story; their nodes may jump to each other.", Arity = ArgumentArity.OneOrMore };
        var function = new Option<string[]>("--function") { Description = "A function that the game registers, by its signature; may be given more than once.", HelpName = "\"number trust(string)\"" };
        var command = new ExampleCommand("check", "Tell the first mistake in a written story.", Example) { files, function };
        command.SetAction(parsed =>
        {
            var functions = new ScriptFunctions();
            foreach (string signature in parsed.GetValue(function) ?? [])
                functions.Declare(signature);
            Script script = Script.Parse(parsed.GetRequiredValue(files).Select(path => (TextOf(path), path)), functions);
            foreach (string warning in script.Warnings)
                parsed.InvocationConfiguration.Output.WriteLine("warning: " + warning);
            int lines = script.Code.Count(i => i is Instruction.Line), talks = script.Code.Count(i => i is Instruction.Talk);
            int choices = script.Code.Count(i => i is Instruction.Options);
            parsed.InvocationConfiguration.Output.WriteLine(
                $"sound: {script.Nodes.Count} nodes, {lines} lines, {choices} choices, {talks} talks");
        });
        return command;
    }

    static string TextOf(string path)
    {
        try
        {
            return TextFile.ReadAsset(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OjousamaException($"The script {path} cannot be read: {e.Message.TrimEnd('.')}", "Check the path", e);
        }
    }
}
