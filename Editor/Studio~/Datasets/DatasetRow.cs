using System.Security.Cryptography;
using System.Text;

namespace Ojousama.Studio.Datasets;

/// <summary>A talk of one or more turns as an author wrote it: what every importer makes and the builder takes.</summary>
/// <param name="Id">Unique in its set, e.g. <c>ctx-0927</c>.</param>
/// <param name="Voice">Key of the character whose voice the replies have, e.g. <c>ayane</c>; empty when the set does not say.</param>
/// <param name="Turns">Oldest first; at least one.</param>
/// <param name="Origin">Where it came from and what may be done with it.</param>
sealed record DatasetRow(string Id, string Voice, IReadOnlyList<DatasetTurn> Turns, RowOrigin Origin)
{
    /// <summary>Sixteen hex digits of the words' SHA-256: equal rows have equal hashes, whatever their file, format and id.</summary>
    public string Hash { get; } = HashOf(Turns);

    static string HashOf(IReadOnlyList<DatasetTurn> turns)
    {
        // U+001E and U+001F part records and units, so that no two rows run together into the same bytes.
        var text = new StringBuilder();
        foreach (DatasetTurn turn in turns)
            text.Append(turn.Question).Append('\u001f').AppendJoin('\u001f', turn.Facts).Append('\u001f')
                .Append(turn.Gold).Append('\u001f').Append(turn.Reply).Append('\u001e');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}

/// <summary>What the player said, what she was told, and what she answered.</summary>
/// <param name="Question">The player's words.</param>
/// <param name="Facts">As the author set them; may be empty. The builder adds distractors.</param>
/// <param name="Gold">Index of the fact that the reply states; null for small talk and for what she does not know.</param>
/// <param name="Reply">Her words.</param>
sealed record DatasetTurn(string Question, IReadOnlyList<string> Facts, int? Gold, string Reply)
{
    /// <summary>The fact that the reply states; null if it states none.</summary>
    public string? GoldFact => Gold is int gold ? Facts[gold] : null;
}

/// <summary>Where a row came from.</summary>
/// <param name="File">Name of the file, without its folder: a machine's paths do not belong into data.</param>
/// <param name="Line">Line of the file where the row begins, from 1; in a workbook its row.</param>
/// <param name="Licence">What may be done with it.</param>
sealed record RowOrigin(string File, int Line, Licence Licence);
