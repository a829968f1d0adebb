using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Studio.Datasets;

namespace Ojousama.Studio.Embedding;

/// <summary>What an embedder can learn from rows of dialogue: questions and the facts that answer them, remarks in two wordings, remarks and replies.</summary>
sealed class DialoguePairs
{
    readonly List<(TextKind Kind, string Text)> _texts = [];
    readonly Dictionary<(TextKind, string), int> _at = [];

    public DialoguePairs(IReadOnlyList<DatasetRow> rows)
    {
        Questions =
        [
            .. from row in rows
               from turn in row.Turns
               where turn.Gold != null
               select new Contrast(Add(TextKind.Query, turn.Question), [.. turn.Facts.Select(fact => Add(TextKind.Passage, fact))], turn.Gold!.Value)
        ];
        foreach (var (remark, wording, reply) in Remarks(rows))
        {
            Replies.Add(new Contrast(remark, [reply], 0));
            if (wording >= 0)
                Wordings.Add(new Contrast(remark, [wording], 0));
        }
    }

    /// <summary>Queries and passages: to these, indices of the pairs point.</summary>
    public IReadOnlyList<(TextKind Kind, string Text)> Texts => _texts;

    /// <summary>A question among the facts that it was asked beside.</summary>
    public IReadOnlyList<Contrast> Questions { get; }

    /// <summary>A remark and another that got the same reply.</summary>
    public List<Contrast> Wordings { get; } = [];

    /// <summary>A remark and its reply.</summary>
    public List<Contrast> Replies { get; } = [];

    /// <summary>Where a text stands; it is added if it is new.</summary>
    public int Add(TextKind kind, string text)
    {
        if (_at.TryGetValue((kind, text), out int at))
            return at;
        _at[(kind, text)] = _texts.Count;
        _texts.Add((kind, text));
        return _texts.Count - 1;
    }

    /// <summary>As play embeds it.</summary>
    public string Spelled(int text) => _texts[text] is (TextKind.Query, var query) ? KanaSpelling.Respell(query) : _texts[text].Text;

    /// <summary>Remarks that begin a talk and need no fact, each beside another that gets the same reply (-1 if there is none) and that reply.</summary>
    IEnumerable<(int Remark, int Wording, int Reply)> Remarks(IReadOnlyList<DatasetRow> rows)
    {
        var byReply = rows.Where(row => row.Turns is [{ Facts.Count: 0 }]).GroupBy(row => (row.Voice, row.Turns[0].Reply), row => row.Turns[0].Question);
        foreach (var group in byReply)
        {
            int[] wordings = [.. group.Distinct().Select(text => Add(TextKind.Query, text))];
            int reply = Add(TextKind.Passage, group.Key.Reply);
            for (int i = 0; i < wordings.Length; i++)
                yield return (wordings[i], wordings.Length > 1 ? wordings[(i + 1) % wordings.Length] : -1, reply);
        }
    }
}
