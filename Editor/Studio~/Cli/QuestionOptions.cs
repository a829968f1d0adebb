using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Questions;

namespace Ojousama.Studio.Cli;

/// <summary>The options of writing question forms; <c>sheet questions</c> and <c>sheet new</c> share them.</summary>
sealed class QuestionOptions
{
    const string NoAsker = "none";

    readonly Option<int> _most = CommonOptions.Number("--most", "Question forms that are enough for a fact.", least: 1, most: 20, usual: QuestionWriter.DefaultMost);

    readonly Option<string> _asker = new("--asker")
    {
        Description = $"The adapter that thinks of questions beside the patterns; {NoAsker} for patterns alone.", HelpName = "A.gguf", DefaultValueFactory = _ => QuestionWriter.DefaultAsker,
    };

    readonly Option<uint> _seed = CommonOptions.Number("--seed", "Another number, other questions of the adapter.", least: 0u, most: uint.MaxValue, usual: 1u);

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_most, _asker, _seed])
            command.Add(option);
    }

    /// <summary>Thinks of forms and judges them.</summary>
    /// <exception cref="OjousamaException">A model is missing or unfit.</exception>
    public async Task<IReadOnlyList<FactForms>> ProposeAsync(ParseResult parsed, CharacterSheet sheet, CancellationToken cancellationToken)
    {
        string asker = parsed.GetRequiredValue(_asker);
        IReadOnlyList<FactForms> forms = [];
        await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
        {
            ProgressStep step = progress.Begin("Asking for the facts");
            using QuestionWriter writer = await QuestionWriter.LoadAsync(sheet.model.embedder, asker == NoAsker ? null : asker, cancellationToken).ConfigureAwait(false);
            forms = await writer.ProposeAsync(sheet, parsed.GetValue(_most), parsed.GetValue(_seed), step, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
        return forms;
    }
}
