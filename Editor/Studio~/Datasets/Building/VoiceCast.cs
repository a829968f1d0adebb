using Ojousama.Character;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>Which sheet answers for which rows.</summary>
/// <param name="sheets">By voice, e.g. <c>ayane</c>; the first is the one that rows without a voice are built for.</param>
/// <param name="also">Voices of imaginary characters whose rows the first sheet takes too, because they talk as she does.</param>
sealed class VoiceCast(IReadOnlyList<(string Voice, CharacterSheet Sheet)> sheets, IReadOnlyCollection<string> also)
{
    public IReadOnlyList<(string Voice, CharacterSheet Sheet)> Sheets { get; } = sheets;

    /// <summary>The sheet of a row, and whether its author knew that sheet; null if nobody has the row's voice.</summary>
    public (CharacterSheet Sheet, bool IsHers)? For(DatasetRow row)
    {
        foreach (var (voice, sheet) in Sheets)
        {
            if (voice == row.Voice)
                return (sheet, true);
        }

        return row.Voice.Length == 0 || also.Contains(row.Voice) ? (Sheets[0].Sheet, false) : null;
    }

    /// <summary>Whether a turn speaks of the sheet's own facts, or of none; else its author made facts up for the voice.</summary>
    public bool IsOfSheet(DatasetRow row, DatasetTurn turn) =>
        For(row) is (var sheet, true) && turn.Facts.All(fact => sheet.facts.Any(f => f.text == fact));
}
