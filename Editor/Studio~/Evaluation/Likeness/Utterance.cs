using Ojousama.Character;
using Ojousama.Studio.Datasets;

namespace Ojousama.Studio.Evaluation.Likeness;

/// <summary>Something said, and by whom.</summary>
/// <param name="Text">No two of a corpus have the same.</param>
/// <param name="Speaker">Hers, another voice's, or plain Japanese.</param>
sealed record Utterance(string Text, Speaker Speaker)
{
    /// <summary>What a voice is learnt from: her replies, the replies of other voices, and as much plain Japanese as there is of hers.</summary>
    /// <param name="sheet">Whose sample lines are hers.</param>
    /// <param name="rows">Rows of her voices, or of none, are hers; what is asked and known in any row is plain Japanese.</param>
    /// <param name="voices">Hers.</param>
    /// <param name="against">More that is not hers, such as the bare model's polite replies; all of it is taken.</param>
    /// <param name="seed">Of the choice among plain lines.</param>
    /// <exception cref="OjousamaException">There is too little of hers, or nothing else.</exception>
    public static IReadOnlyList<Utterance> Corpus(
        CharacterSheet sheet, IReadOnlyList<DatasetRow> rows, IReadOnlyCollection<string> voices, IReadOnlyList<string> against, int seed)
    {
        const int Fewest = 20;
        var seen = new HashSet<string>();
        string[] hers = New(sheet.sampleLines.Select(l => l.reply).Concat(Replies(row => IsHers(row))));
        if (hers.Length < Fewest)
            throw new OjousamaException($"There are {hers.Length} lines of the voice {string.Join(", ", voices)}", $"Give the sheet or the data {Fewest} or more of them");
        string[] others = New(Replies(row => !IsHers(row)));
        string[] given = New(against);
        string[] plain = New(rows.SelectMany(row => row.Turns).SelectMany(turn => turn.Facts.Prepend(turn.Question)));
        new Random(seed).Shuffle(plain);
        if (others.Length + given.Length + plain.Length == 0)
            throw new OjousamaException("There is nothing that is not hers", "Name data of other voices too");
        return
        [
            .. hers.Select(text => new Utterance(text, Speaker.Her)),
            .. others.Select(text => new Utterance(text, Speaker.OtherVoice)),
            .. given.Concat(plain.Take(hers.Length)).Select(text => new Utterance(text, Speaker.Plain)),
        ];

        bool IsHers(DatasetRow row) => row.Voice.Length == 0 || voices.Contains(row.Voice);

        IEnumerable<string> Replies(Func<DatasetRow, bool> which) => rows.Where(which).SelectMany(row => row.Turns).Select(turn => turn.Reply);

        string[] New(IEnumerable<string> texts) => [.. texts.Select(t => t.Trim()).Where(t => t.Length > 0 && seen.Add(t))];
    }
}

/// <summary>Who said something.</summary>
enum Speaker
{
    /// <summary>The character.</summary>
    Her,

    /// <summary>Another character.</summary>
    OtherVoice,

    /// <summary>Nobody in particular.</summary>
    Plain,
}
