using Ojousama.Studio.Evaluation.Measures;

namespace Ojousama.Studio.Evaluation.Grid;

/// <summary>One cell of the comparison: how many facts she has, how she is told them, and whether she was tuned.</summary>
/// <param name="Sheet">File name of the sheet, without its ending.</param>
/// <param name="Facts">How many the sheet has.</param>
/// <param name="Knowledge">Recall is the report's RAG; the whole sheet in the prompt is what it did without.</param>
/// <param name="IsTuned">Whether her adapter speaks.</param>
sealed record GridCell(string Sheet, int Facts, Knowledge Knowledge, bool IsTuned)
{
    /// <summary>Whether it is the combination that failed in the report.</summary>
    public bool IsTunedWithRecall => IsTuned && Knowledge == Knowledge.Recalled;

    /// <summary>Also the name of its file of results.</summary>
    public string FileName => $"{(IsTuned ? "tuned" : "base")}-{Knowledge.ToString().ToLowerInvariant()}-{Facts}";

    public LocalText Name => new(
        $"{(IsTuned ? "tuned" : "base")}, {Knowledge switch { Knowledge.Recalled => "RAG", Knowledge.Whole => "whole sheet", _ => "no facts" }}, {Facts} facts",
        $"{(IsTuned ? "学習あり" : "学習なし")}・{Knowledge switch { Knowledge.Recalled => "RAG", Knowledge.Whole => "設定全文", _ => "事実なし" }}・{Facts}件");
}
