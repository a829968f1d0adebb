using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>What play's own recall brings up for each line of the rows, found once and used in every epoch.</summary>
sealed class RecalledFacts
{
    /// <summary>How far down the ranking distractors and other keys are drawn from.</summary>
    const int Depth = 48;

    /// <summary>Recalled facts that score above this share of the gold fact's score may answer the line themselves, and are no distractors.</summary>
    const float MayAnswer = 0.85f;

    readonly Dictionary<(FactIndex Index, string Question), IReadOnlyList<FactScore>> _recalled = []; // best first, also below the floor
    readonly Dictionary<(FactIndex Index, string Question), float> _floors = [];
    readonly Dictionary<CharacterSheet, FactIndex> _bySheet = [];
    readonly Dictionary<string, Dictionary<string, float>> _authored = []; // by question and fact: what recall makes of the authors' own blocks
    FactIndex? _pool; // the facts of all turns that speak of no sheet

    /// <param name="rows">Whose lines are looked up.</param>
    /// <param name="cast">Whose sheets are searched.</param>
    /// <param name="embedder">Used here only.</param>
    /// <param name="scoresBlocks">Whether <see cref="ScoreOf"/> will be asked for; it takes twice the time.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between lines.</param>
    public static async Task<RecalledFacts> FindAsync(
        IReadOnlyList<DatasetRow> rows, VoiceCast cast, IEmbedder embedder, bool scoresBlocks, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var found = new RecalledFacts();
        foreach (var (_, sheet) in cast.Sheets)
        {
            // A gated fact stands in a block only as gold: gates of two facts may exclude each other.
            Fact[] open = [.. sheet.facts.Where(f => f.gate.Length == 0)];
            found._bySheet[sheet] = await FactIndex.BuildAsync(open, sheet.name, embedder, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        DatasetTurn[] others = [.. rows.SelectMany(r => r.Turns.Where(t => !cast.IsOfSheet(r, t)))];
        HashSet<string> golds = [.. others.Where(t => t.Gold != null).Select(t => t.GoldFact!)];
        Fact[] pool = [.. (scoresBlocks ? others.SelectMany(t => t.Facts).Distinct() : golds).Select(text => new Fact { text = text })];
        ILookup<string, string> blocks = others.SelectMany(t => t.Facts.Select(fact => (t.Question, fact))).ToLookup(b => b.Question, b => b.fact);
        found._pool = await FactIndex.BuildAsync(pool, "", embedder, progress.Part(0f, 0.5f), cancellationToken).ConfigureAwait(false);

        for (int i = 0; i < rows.Count; i++)
        {
            var (sheet, _) = cast.For(rows[i])!.Value;
            foreach (DatasetTurn turn in rows[i].Turns)
            {
                FactIndex? index = cast.IsOfSheet(rows[i], turn) ? found._bySheet[sheet]
                    : turn.Gold != null || (scoresBlocks && turn.Facts.Count > 0) ? found._pool
                    : turn.Facts.Count == 0 && rows[i].Turns.Count == 1 ? found._bySheet[sheet] : null;
                if (index == null || found._recalled.ContainsKey((index, turn.Question)))
                    continue;
                RecallReport report = await index.ExplainAsync(turn.Question, null, cancellationToken).ConfigureAwait(false);
                found._recalled[(index, turn.Question)] = [.. report.Scores.Where(f => index != found._pool || golds.Contains(f.Text)).Take(Depth)];
                if (index == found._pool && scoresBlocks)
                {
                    HashSet<string> block = [.. blocks[turn.Question]];
                    found._authored[turn.Question] = report.Scores.Where(f => block.Contains(f.Text)).ToDictionary(f => f.Text, f => f.Score);
                }
                found._floors[(index, turn.Question)] = report.Floor;
            }

            progress?.Report(0.5f + 0.5f * (i + 1) / rows.Count);
        }

        return found;
    }

    /// <summary>The block that play would show for a line of hers: the best facts of the sheet, or none if it asks for none and blocks need not be filled.</summary>
    public IEnumerable<string> InPlay(CharacterSheet sheet, string question, int count, bool fills)
    {
        FactIndex index = _bySheet[sheet];
        var ranked = _recalled[(index, question)];
        return fills || (ranked.Count > 0 && ranked[0].Score >= _floors[(index, question)]) ? ranked.Take(count).Select(f => f.Text) : [];
    }

    /// <summary>Facts of the sheet that a line without facts can stand beside.</summary>
    /// <remarks>The line knew no sheet: the nearest fact, and one that shares a word with it, might answer it in another way.</remarks>
    public IEnumerable<string> Beside(CharacterSheet sheet, string question) =>
        _recalled[(_bySheet[sheet], question)].Skip(1).Select(f => f.Text).Where(fact => KeySubstitution.KeyOf(fact, question) == null);

    /// <summary>Facts of other characters that are near the line but do not answer it, best first.</summary>
    public IEnumerable<string> Distractors(DatasetTurn turn)
    {
        var near = _recalled[(_pool!, turn.Question)];
        if (near.Count == 0)
            return [];
        // Beyond the depth the gold fact's score is at most the last one's.
        float gold = near.Where(f => f.Text == turn.GoldFact).Select(f => f.Score).DefaultIfEmpty(near[^1].Score).First();
        return near.Where(f => f.Text != turn.GoldFact && f.Score < MayAnswer * gold).Select(f => f.Text);
    }

    /// <summary>How near recall finds a fact to the line, be it of the author's block or one of <see cref="Distractors"/>.</summary>
    public float ScoreOf(DatasetTurn turn, string fact) => _authored[turn.Question].TryGetValue(fact, out float score)
        ? score
        : _recalled[(_pool!, turn.Question)].First(f => f.Text == fact).Score;

    /// <summary>Facts of other characters nearest to the line: most of them answer the same sort of question.</summary>
    public IEnumerable<string> Neighbours(DatasetTurn turn) => _recalled.TryGetValue((_pool!, turn.Question), out var near) ? near.Select(f => f.Text) : [];
}
