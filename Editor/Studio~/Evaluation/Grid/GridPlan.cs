using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Evaluation.Grid;

/// <summary>What the cells of a comparison ask: the same questions of one sheet, so that its cells can be paired.</summary>
static class GridPlan
{
    /// <summary>Kinds that tell the cells apart within minutes; conversations take longer and are left to <c>evaluate</c>.</summary>
    static readonly string[] s_kinds =
    [
        "report", QuestionKinds.Own, QuestionKinds.OwnOfMore, QuestionKinds.Context, QuestionKinds.Counterfactual, QuestionKinds.Unanswerable,
        QuestionKinds.FalsePremise, QuestionKinds.SmallTalk,
    ];

    /// <summary>Cells of a sheet; without an adapter those of the base model alone.</summary>
    public static IEnumerable<GridCell> CellsOf(SheetSet sheet) =>
        from knowledge in new[] { Knowledge.Recalled, Knowledge.None, Knowledge.Whole }
        from isTuned in sheet.Sheet.model.adapter.Length > 0 ? new[] { true, false } : [false]
        select new GridCell(sheet.Name, sheet.Sheet.facts.Count, knowledge, isTuned);

    /// <summary>The questions of a sheet.</summary>
    /// <param name="set">All of them.</param>
    /// <param name="sheet">Whose.</param>
    /// <param name="shorter">Names of sheets whose facts this one has too: what they have is asked of it, what they lack is not.</param>
    /// <param name="limitPerKind">Most of a kind.</param>
    public static QuestionSet QuestionsOf(QuestionSet set, SheetSet sheet, IReadOnlyCollection<string> shorter, int limitPerKind)
    {
        IEnumerable<Question> questions = set.Questions
            .Where(q => s_kinds.Contains(q.Kind) && q.Lines.Count == 1)
            .Where(q => q.Sheet == null || q.Sheet == sheet.Name || (shorter.Contains(q.Sheet) && q.Kind is QuestionKinds.Own or QuestionKinds.FalsePremise or QuestionKinds.SmallTalk))
            .Select(q => q with { Sheet = null });
        return new QuestionSet([.. questions], []).First(limitPerKind);
    }
}
