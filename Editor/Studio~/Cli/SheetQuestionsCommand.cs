using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Questions;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>sheet questions</c>: thinks of question forms for the facts of a sheet.</summary>
static class SheetQuestionsCommand
{
    const string Example = """
        ojousama sheet questions Ayane.asset
        ojousama sheet questions Ayane.asset --write

        The first shows every form with where it came from: + will be added, - was dropped, and why. A form stays if the
        sheet without it finds its fact first. The second writes them into the sheet, for you to change and strike out.
        """;

    public static Command Create()
    {
        var sheet = new Argument<string>("S.asset") { Description = "The sheet. Forms that it has stay; facts that have enough are left alone." };
        var write = new Option<bool>("--write") { Description = "Add the forms to the sheet." };
        var options = new QuestionOptions();
        var command = new ExampleCommand("questions", "Think of the questions that facts answer.", Example) { sheet, write };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string path = parsed.GetRequiredValue(sheet);
            CharacterSheet character = SheetFile.Read(path);
            IReadOnlyList<FactForms> forms = await options.ProposeAsync(parsed, character, cancellationToken).ConfigureAwait(false);
            TextWriter output = parsed.InvocationConfiguration.Output;
            foreach (FactForms each in forms)
                Tell(each, output);
            bool writes = parsed.GetValue(write);
            if (writes)
                Add(path, character, forms);
            output.WriteLine($"{path}: {Count(forms)} question forms for {forms.Count(f => f.Kept.Count > 0)} of {character.facts.Count} facts{(writes ? "" : "; --write adds them")}");
            return StudioCommandLine.Done;
        });
        return command;
    }

    /// <summary>Writes the sheet with the forms behind those that it has; a sheet that gains none stays untouched.</summary>
    /// <param name="path">Of the sheet.</param>
    /// <param name="sheet">As it was read.</param>
    /// <param name="forms">For facts of that very object.</param>
    public static void Add(string path, CharacterSheet sheet, IReadOnlyList<FactForms> forms)
    {
        foreach (FactForms each in forms)
            each.Fact.questions.AddRange(each.Kept.Select(form => form.Text));
        if (Count(forms) > 0)
            SheetFile.Write(path, sheet);
    }

    public static int Count(IEnumerable<FactForms> forms) => forms.Sum(each => each.Kept.Count);

    static void Tell(FactForms forms, TextWriter output)
    {
        output.WriteLine(forms.Fact.text);
        foreach (FormProposal form in forms.Kept)
            output.WriteLine($"  + {form.Text} ({NameOf(form.Source)})");
        foreach (var (form, reason) in forms.Dropped)
            output.WriteLine($"  - {form.Text} ({NameOf(form.Source)}): {reason}");
    }

    static string NameOf(FormSource source) => source == FormSource.Asker ? "asker" : "pattern";
}
