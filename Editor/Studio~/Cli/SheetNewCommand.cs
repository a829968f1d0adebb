using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Questions;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>sheet new</c>: makes a sheet from a list of facts.</summary>
static class SheetNewCommand
{
    const string Example = """
        ojousama sheet new --name 白石小春 --facts facts.txt --out Koharu.asset

        where facts.txt holds one fact a line, without her name:
          # Lines that begin with # are left out, and so are blank ones and the - of a list.
          年齢は16歳。
          趣味は天体観測。

        Question forms are thought of and written beside the facts, as “sheet questions” does; strike out what does not fit.
        """;

    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Her full name.", HelpName = "NAME", Required = true };
        var facts = new Option<string>("--facts") { Description = "A text file of one fact a line; a missing 。 is added.", HelpName = "FACTS.txt", Required = true };
        var file = new Option<string>("--out") { Description = "The sheet to write.", HelpName = "S.asset", Required = true };
        var force = new Option<bool>("--force") { Description = "Replace what a sheet that is already there says." };
        var noQuestions = new Option<bool>("--no-questions") { Description = "Leave the facts without question forms." };
        var command = new ExampleCommand("new", "Make a character sheet from a list of facts.", Example) { name, facts, file, force, noQuestions };
        var questions = new QuestionOptions();
        questions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(file);
            if (File.Exists(path) && !parsed.GetValue(force))
                throw new OjousamaException($"{path} is already there", "Choose another name for --out, or add --force to replace it");
            CharacterSheet sheet = NewSheet(parsed.GetRequiredValue(name), FactsFile.Read(parsed.GetRequiredValue(facts)));
            SheetFile.Write(path, sheet);
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.WriteLine($"{path}: {sheet.name} with {sheet.facts.Count} facts");
            if (parsed.GetValue(noQuestions))
                output.WriteLine("Say what each fact answers in its “questions”, or let “sheet questions” think of it: recall gets surer by it");
            else
                await AddQuestionsAsync(path, sheet, () => questions.ProposeAsync(parsed, sheet, cancellationToken), parsed.InvocationConfiguration).ConfigureAwait(false);
            if (!sheet.facts.Any(fact => fact.text.Contains(sheet.name)))
                output.WriteLine($"No fact tells her name, so she does not know it: add 「名前は{sheet.name}。」");
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <summary>The sheet is there by now, and stays as it is where no model can think of questions.</summary>
    static async Task AddQuestionsAsync(string path, CharacterSheet sheet, Func<Task<IReadOnlyList<FactForms>>> propose, InvocationConfiguration console)
    {
        try
        {
            IReadOnlyList<FactForms> forms = await propose().ConfigureAwait(false);
            SheetQuestionsCommand.Add(path, sheet, forms);
            console.Output.WriteLine($"{SheetQuestionsCommand.Count(forms)} question forms were written beside the facts: read them, and change or strike out what does not fit");
        }
        catch (OjousamaException e)
        {
            console.Error.WriteLine($"The facts have no question forms yet: {e.Message}");
        }
    }

    /// <summary>A character who can talk at once: with the instruction that the default adapter was trained with.</summary>
    static CharacterSheet NewSheet(string name, IReadOnlyList<string> facts) => new()
    {
        name = name,
        instruction = "お嬢様として一文で答える。",
        facts = [.. facts.Select(fact => new Fact { text = fact })],
        fallbackLine = "ごめんあそばせ、少し考えごとをしておりましたの。",
    };
}
