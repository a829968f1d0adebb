using System.Text;
using Ojousama.Prompting;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>What reading files gave: rows, refused lines and remarks. Filled by one importer after the other; not thread-safe.</summary>
/// <param name="options">What the author asked for.</param>
sealed class Import(ImportOptions options)
{
    readonly List<DatasetRow> _rows = [];
    readonly List<RefusedLine> _refused = [];
    readonly List<string> _notes = [];

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<DatasetRow> Rows => _rows;

    /// <summary>Lines that gave no row, and why.</summary>
    public IReadOnlyList<RefusedLine> Refused => _refused;

    /// <summary>What the author should know about a file as a whole, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    internal ImportOptions Options { get; } = options;

    internal void Note(SourceFile file, string sentence) 
    {
        string note = $"{file.Name}: {sentence}";
        if (!_notes.Contains(note))
            _notes.Add(note);
    }

    internal void Refuse(SourceFile file, int line, string reason) => _refused.Add(new RefusedLine(file.Name, line, reason));

    /// <summary>Adds a row of one turn without facts.</summary>
    internal void Add(SourceFile file, int line, Licence licence, string question, string reply) =>
        Add(file, line, licence, [new DatasetTurn(question, [], null, reply)]);

    /// <summary>Adds a row, or refuses it: words may be trimmed, but never mended in silence.</summary>
    internal void Add(SourceFile file, int line, Licence licence, IReadOnlyList<DatasetTurn> turns, string? id = null, string voice = "")
    {
        DatasetTurn[] trimmed = [.. turns.Select(Trim)];
        if (FaultOf(trimmed) is string fault)
        {
            Refuse(file, line, fault);
            return;
        }

        id ??= $"{Path.GetFileNameWithoutExtension(file.Name)}-{line}";
        _rows.Add(new DatasetRow(id, voice, trimmed, new RowOrigin(file.Name, line, licence)));
    }

    static DatasetTurn Trim(DatasetTurn turn) =>
        turn with { Question = turn.Question.Trim(), Facts = [.. turn.Facts.Select(f => f.Trim())], Reply = turn.Reply.Trim() };

    static string? FaultOf(IReadOnlyList<DatasetTurn> turns)
    {
        if (turns.Count == 0)
            return "no turn in it";
        foreach (DatasetTurn turn in turns)
        {
            if (turn.Question.Length == 0)
                return "the player's words are empty";
            if (turn.Reply.Length == 0)
                return "the reply is empty";
            if (turn.Facts.Any(f => f.Length == 0))
                return "a fact is empty";
            if (turn.Gold is int gold && (gold < 0 || gold >= turn.Facts.Count))
                return $"gold is {gold}, but there are {turn.Facts.Count} facts";
            foreach (string text in turn.Facts.Append(turn.Question).Append(turn.Reply))
            {
                if (text.Contains('\uFFFD'))
                    return "holds U+FFFD: it was decoded wrongly before it was saved";
                if (text.EnumerateRunes().Any(r => Rune.IsControl(r) && r.Value is not ('\n' or '\t')))
                    return "holds a control character";
                if (SpecialTokens.Find(text) is string token)
                    return $"holds the name of a control token, {token}";
            }
        }

        return null;
    }
}

/// <summary>What the author asked an import for.</summary>
sealed record ImportOptions
{
    /// <summary>Name of the format; null to look at each file.</summary>
    public string? Format { get; init; }

    /// <summary>Whose lines become replies in sets that hold several speakers; null for the one who speaks most.</summary>
    public string? Speaker { get; init; }

    /// <summary>Terms of the files, where their format does not settle them.</summary>
    public string? Licence { get; init; }
}

/// <summary>A line that gave no row.</summary>
/// <param name="File">Name without folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Reason">Why, without a full stop.</param>
sealed record RefusedLine(string File, int Line, string Reason);
