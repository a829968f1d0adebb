using Ojousama.Character;
using Ojousama.Gguf;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Merging.Evolution;

/// <summary>Asks a character the questions of an evaluation; what counts is its headline.</summary>
internal sealed class QuestionFitness : IFitness
{
    readonly string _sheet;
    readonly string? _model;
    readonly RehearsalSettings _settings;
    readonly Question[] _questions;

    /// <param name="sheet">Path of the sheet of the character who is asked.</param>
    /// <param name="files">Questions with accept and reject lists; those about other sheets are left out.</param>
    /// <param name="model">Path of the base of adapters; null for the sheet's.</param>
    /// <param name="settings">How; greedy, so that only the weights decide.</param>
    /// <param name="seed">Of the order of the questions.</param>
    /// <exception cref="OjousamaException">A file is missing or unfit.</exception>
    public QuestionFitness(string sheet, IReadOnlyList<string> files, string? model, RehearsalSettings settings, int seed)
    {
        (_sheet, _settings, _model) = (sheet, settings, model);
        var sheets = new SheetSet(sheet);
        _questions = Mixed(QuestionSet.Read(files).Questions.Where(question => sheets.Find(question.Sheet) != null), seed);
    }

    public int Questions => _questions.Length;

    public async Task<bool[]> AskAsync(string path, int first, int count, CancellationToken cancellationToken)
    {
        var sheets = new SheetSet(_sheet);
        ModelSettings weights = sheets.Sheet.model;
        bool isAdapter = GgufFile.Read(path).Text("general.type") == "adapter";
        (weights.file, weights.adapter) = isAdapter ? (_model ?? weights.file, path) : (path, "");
        Question[] asked = _questions[first..(first + count)];
        using Evaluator evaluator = await Evaluator.LoadAsync(sheets, asked, _settings, [], true, null, cancellationToken).ConfigureAwait(false);
        bool[] passes = new bool[count];
        for (int i = 0; i < count; i++)
            passes[i] = (await evaluator.AskAsync(asked[i], cancellationToken).ConfigureAwait(false)).Score!.Passes;
        return passes;
    }

    /// <summary>In an order in which any stretch holds all kinds as often as the whole does.</summary>
    static Question[] Mixed(IEnumerable<Question> questions, int seed)
    {
        var random = new Random(seed);
        return [.. questions.GroupBy(question => question.Kind).SelectMany(kind =>
        {
            Question[] shuffled = [.. kind];
            random.Shuffle(shuffled);
            double shift = random.NextDouble();
            return shuffled.Select((question, i) => (question, Place: (i + shift) / shuffled.Length));
        }).OrderBy(placed => placed.Place).Select(placed => placed.question)];
    }
}
