using System.Text;
using Ojousama.Prompting;
using Ojousama.Studio.Files;
using Ojousama.Text;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>What reading files gave: rows, refused lines and remarks. Filled by one importer after the other; not thread-safe.</summary>
/// <param name="options">What the author asked for.</param>
sealed class Import(ImportOptions options)
{
    internal const string SystemLeftOut = "what the system says was left out: the sheet instructs her";

    static readonly string[] s_system = ["system", "system_prompt", "system_message"];
    static readonly string[] s_media = ["<image>", "<video>", "<audio>"]; // stand for what is beside the words

    readonly List<DatasetRow> _rows = [];
    readonly List<RefusedLine> _refused = [];
    readonly List<string> _notes = [];
    readonly SortedDictionary<string, SortedSet<string>> _leftOut = new(StringComparer.Ordinal);

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<DatasetRow> Rows => _rows;

    /// <summary>Lines that gave no row, and why.</summary>
    public IReadOnlyList<RefusedLine> Refused => _refused;

    /// <summary>What the author should know about a file as a whole, a sentence each.</summary>
    public IReadOnlyList<string> Notes =>
        [.. _notes, .. _leftOut.Select(file => $"{file.Key}: {string.Join(", ", file.Value.Select(name => $"“{name}”"))} said something, and was left out")];

    internal ImportOptions Options { get; } = options;

    internal void Note(SourceFile file, string sentence)
    {
        string note = $"{file.Name}: {sentence}";
        if (!_notes.Contains(note))
            _notes.Add(note);
    }

    /// <summary>Tells of members or columns that no importer has a use for.</summary>
    internal void LeaveOut(SourceFile file, IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (s_system.Contains(name))
                Note(file, SystemLeftOut);
            else if (_leftOut.TryGetValue(file.Name, out SortedSet<string>? others))
                others.Add(name);
            else
                _leftOut[file.Name] = new SortedSet<string>(StringComparer.Ordinal) { name };
        }
    }

    internal void Refuse(SourceFile file, int line, string reason) => Refuse(file.Name, line, reason);

    internal void Refuse(string file, int line, string reason) => _refused.Add(new RefusedLine(file, line, reason));

    /// <summary>Refuses what breaks a JSON file of which not one row can be read, so that no format can be told.</summary>
    internal bool RefusesAll(SourceFile file)
    {
        var trial = new Import(Options);
        if (JsonRecords.Read(file, trial).Any())
            return false;
        _refused.AddRange(trial.Refused);
        return trial.Refused.Count > 0;
    }

    /// <summary>The author's word, else that of a licence file beside; nothing else says under what terms a file of some shape stands.</summary>
    internal Licence LicenceOf(SourceFile file) =>
        Options.Licence is string stated ? Licence.Parse(stated) : Licence.Beside(file.FullPath) ?? Licence.Unstated;

    /// <summary>Refuses a row of JSON that has a fault, and tells what was left out of one that has none.</summary>
    internal bool Accepts(SourceFile file, JsonRow row)
    {
        row.RefuseIfMasked();
        if (row.Fault is string fault)
        {
            Refuse(file, row.Line, fault);
            return false;
        }

        LeaveOut(file, row.LeftOut);
        return true;
    }

    /// <summary>Adds a row of JSON once all that is used was taken out of it, or refuses it.</summary>
    internal void Add(SourceFile file, JsonRow row, Licence licence, IReadOnlyList<DatasetTurn> turns, string? id = null, string voice = "")
    {
        if (Accepts(file, row))
            Add(file, row.Line, licence, turns, id, voice);
    }

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
        _rows.Add(new DatasetRow(id, VoiceName.KeyOf(voice), trimmed, new RowOrigin(file.Name, line, licence)));
    }

    static DatasetTurn Trim(DatasetTurn turn) =>
        turn with { Question = Trim(turn.Question), Facts = [.. turn.Facts.Select(Trim)], Reply = Trim(turn.Reply) };

    static string Trim(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n').Trim();

    static string? FaultOf(IReadOnlyList<DatasetTurn> turns)
    {
        if (turns.Count == 0)
            return "no turn in it";
        foreach (DatasetTurn turn in turns)
        {
            if (UnicodeText.IsBlank(turn.Question))
                return "the player's words are empty";
            if (UnicodeText.IsBlank(turn.Reply))
                return "the reply is empty";
            if (turn.Facts.Any(UnicodeText.IsBlank))
                return "a fact is empty";
            if (turn.Gold is int gold && (gold < 0 || gold >= turn.Facts.Count))
                return $"gold is {gold}, but there are {turn.Facts.Count} facts";
            foreach (string text in turn.Facts.Append(turn.Question).Append(turn.Reply))
            {
                if (text.Contains('\uFFFD'))
                    return "holds U+FFFD: it was decoded wrongly before it was saved";
                if (text.EnumerateRunes().Any(r => Rune.IsControl(r) && r.Value is not ('\n' or '\t')))
                    return "holds a control character";
                if (s_media.FirstOrDefault(text.Contains) is string medium)
                    return $"holds {medium}, which stands for something that cannot be read here";
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

    /// <summary>Terms of the files, where their rows do not say; null for those of a file <c>LICENSE</c> beside them.</summary>
    public string? Licence { get; init; }
}

/// <summary>A line that gave no row.</summary>
/// <param name="File">Name without folder.</param>
/// <param name="Line">From 1.</param>
/// <param name="Reason">Why, without a full stop.</param>
sealed record RefusedLine(string File, int Line, string Reason);
