using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Tokens;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>sheet check</c>: tells what in a sheet would go wrong in play.</summary>
static class SheetCheckCommand
{
    public static Command Create()
    {
        var sheets = new Argument<string[]>("S.asset") { Description = "The sheets to check.", Arity = ArgumentArity.OneOrMore };
        var command = new ExampleCommand(
            "check", "Tell what in character sheets would go wrong in play.", "ojousama sheet check Characters/*.asset") { sheets };
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            bool isSound = true;
            foreach (string path in parsed.GetRequiredValue(sheets))
                isSound &= Check(path, output);
            return isSound ? StudioCommandLine.Done : StudioCommandLine.Failed;
        });
        return command;
    }

    /// <summary>Prints a line a problem, or that there is none.</summary>
    static bool Check(string path, TextWriter output)
    {
        string[] problems;
        string tokens = "";
        try
        {
            CharacterSheet sheet = SheetFile.Read(path);
            var prompt = PromptTokens.Of(sheet);
            tokens = "; " + prompt;
            problems = [.. SheetValidator.Check(sheet).Concat(prompt.Problems).Select(problem => $"{path}: {problem}")];
        }
        catch (OjousamaException e) // a file that cannot be read must not hide the problems of the next one
        {
            problems = [e.Message];
        }

        foreach (string problem in problems)
            output.WriteLine(problem);
        if (problems.Length == 0)
            output.WriteLine($"{path}: sound{tokens}");
        return problems.Length == 0;
    }
}
