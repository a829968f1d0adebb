using System.Security.Cryptography;
using System.Text;
using Ojousama.Character;
using Ojousama.Prompting;
using Ojousama.Studio.Training;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>Rows that were split and looked up, ready to give the samples of any epoch. Immutable; made by <see cref="DatasetBuilder"/>.</summary>
sealed class Dataset : ITrainingData
{
    readonly IReadOnlyList<DatasetRow> _train;
    readonly VoiceCast _cast;
    readonly RecalledFacts? _recalled; // null when no option asks for it
    readonly RecalledLines? _lines; // likewise
    readonly BuildOptions _options;
    readonly Dictionary<string, string> _keys = []; // of gold facts
    readonly string[] _allKeys;

    public Dataset(IReadOnlyList<DatasetRow> train, IReadOnlyList<DatasetRow> validation, VoiceCast cast, RecalledFacts? recalled, RecalledLines? lines, BuildOptions options)
    {
        _train = train;
        _cast = cast;
        _recalled = recalled;
        _lines = lines;
        _options = options;
        foreach (DatasetTurn turn in train.SelectMany(r => r.Turns))
        {
            if (turn.GoldFact is string fact && KeySubstitution.KeyOf(fact, turn.Reply) is string key)
                _keys.TryAdd(fact, key);
        }

        _allKeys = [.. _keys.Values.Distinct().Order(StringComparer.Ordinal)];
        ValidationRows = validation;
        Validation = [.. validation.Select(r => SampleOf(r, r.Turns, null))];
        Hash = HashOf();
    }

    public string Hash { get; }

    public IReadOnlyList<DatasetRow> TrainingRows => _train;

    public IReadOnlyList<DatasetRow> ValidationRows { get; }

    public IReadOnlyList<TrainingSample> Validation { get; }

    public IReadOnlyList<TrainingSample> Epoch(int epoch) => [.. _train.Select(row =>
    {
        Random random = Randoms.For(_options.Seed, $"{epoch}/{row.Id}/{row.Hash}");
        var turns = random.NextDouble() < _options.SubstitutionRate ? Substitute(row.Turns, random) : row.Turns;
        return SampleOf(row, turns, random);
    })];

    /// <param name="turns">The row's own, or with another key.</param>
    /// <param name="random">Null for validation: blocks as the author or play has them.</param>
    TrainingSample SampleOf(DatasetRow row, IReadOnlyList<DatasetTurn> turns, Random? random)
    {
        var (sheet, _) = _cast.For(row)!.Value;
        var exchanges = turns.Select((turn, i) =>
        {
            var facts = _options.ShowsOnlyAnswers && turn.Gold == null ? []
                : _cast.IsOfSheet(row, row.Turns[i]) ? PlayBlock(sheet, row.Turns[i], turn, random)
                : Block(sheet, row, i, turn, random);
            return new Exchange(turn.Question, facts, turn.Reply) { Examples = facts.Count > 0 ? [] : ExamplesFor(sheet, row, row.Turns[i], random) };
        });
        return new TrainingSample(row.Id, sheet.instruction, [.. exchanges]);
    }

    /// <summary>What play would show, and the gold fact in any case.</summary>
    IReadOnlyList<string> PlayBlock(CharacterSheet sheet, DatasetTurn written, DatasetTurn turn, Random? random)
    {
        if (_recalled == null || _options.BlockSize == 0)
            return turn.Facts;
        // The lookup was made for the words as they were written. What it found beside the gold fact keeps its own words.
        List<string> block = [.. _recalled.InPlay(sheet, written.Question, _options.BlockSize, _options.FillsBlocks)];
        if (written.GoldFact is string gold)
        {
            int at = block.IndexOf(gold);
            if (block.Count == 0)
                block.Add(turn.GoldFact!);
            else
                block[at < 0 ? block.Count - 1 : at] = turn.GoldFact!;
        }

        return InOrder(block, random);
    }

    /// <summary>The author's block, or his gold fact among recalled ones; for a line without facts, none or some of the sheet.</summary>
    IReadOnlyList<string> Block(CharacterSheet sheet, DatasetRow row, int index, DatasetTurn turn, Random? random)
    {
        DatasetTurn written = row.Turns[index];
        if (turn.Facts.Count == 0)
        {
            bool isBare = row.Turns.Count > 1 || _recalled == null || random == null || random.NextDouble() < _options.BareLines;
            return isBare ? [] : InOrder([.. _recalled!.Beside(sheet, written.Question).Take(_options.BlockSize)], random);
        }

        // In a talk other characters' facts might contradict what was said before.
        bool mayMix = row.Turns.Count == 1 && random != null && _recalled != null;
        if (mayMix && turn.GoldFact is string gold && random!.NextDouble() < _options.RecalledDistractors)
        {
            string[] near = [.. _recalled!.Distractors(written).Take(3 * _options.BlockSize)];
            random.Shuffle(near);
            return InOrder([.. near.Concat(turn.Facts).Where(f => f != gold).Take(_options.BlockSize - 1), gold], random, Score);
        }

        bool isDropped = turn.Gold == null && random != null && random.NextDouble() < _options.DroppedBlocks;
        return isDropped ? [] : InOrder(turn.Facts, random, Score);

        // Recall was asked with the words as they were written.
        float Score(string fact) => _recalled!.ScoreOf(written, turn.Facts.ToList().IndexOf(fact) is >= 0 and var at ? written.Facts[at] : fact);
    }

    /// <summary>The remembered line that play would show; now and then none, or one that must be passed over.</summary>
    IReadOnlyList<Example> ExamplesFor(CharacterSheet sheet, DatasetRow row, DatasetTurn written, Random? random)
    {
        if (_lines == null)
            return [];
        double draw = random?.NextDouble() ?? 1;
        return draw < _options.DroppedExamples ? []
            : draw < _options.DroppedExamples + _options.UnfitExamples ? _lines.Unfit(sheet, row, written, random!)
            : _lines.For(sheet, row, written, _options.Examples);
    }

    IReadOnlyList<DatasetTurn> Substitute(IReadOnlyList<DatasetTurn> turns, Random random)
    {
        DatasetTurn[] keyed = [.. turns.Where(t => t.GoldFact is string fact && _keys.ContainsKey(fact))];
        if (keyed.Length == 0)
            return turns;
        DatasetTurn turn = keyed[random.Next(keyed.Length)];
        string key = _keys[turn.GoldFact!];
        if (KeySubstitution.IsNumber(key))
            return KeySubstitution.Replace(turns, key, KeySubstitution.OtherNumber(key, random));

        // Best is another answer to the same sort of question; else any key of the shape.
        string[] others = [.. OthersFor(turn).Where(k => KeySubstitution.AreAlike(key, k) && !Holds(turns, k))];
        if (others.Length == 0)
            others = [.. _allKeys.Where(k => KeySubstitution.AreAlike(key, k) && !Holds(turns, k))];
        return others.Length == 0 ? turns : KeySubstitution.Replace(turns, key, others[random.Next(others.Length)]);
    }

    IEnumerable<string> OthersFor(DatasetTurn turn) =>
        (_recalled?.Neighbours(turn) ?? []).Where(_keys.ContainsKey).Select(fact => _keys[fact]);

    static bool Holds(IReadOnlyList<DatasetTurn> turns, string key) =>
        turns.Any(t => t.Reply.Contains(key) || t.Question.Contains(key) || t.Facts.Any(f => f.Contains(key)));

    /// <param name="facts">Best first, or with a score.</param>
    /// <param name="random">Null leaves what would be shuffled as it is.</param>
    /// <param name="score">Null for facts that recall has put in order.</param>
    IReadOnlyList<string> InOrder(IReadOnlyList<string> facts, Random? random, Func<string, float>? score = null)
    {
        string[] copy = _options.Order == BlockOrder.Recalled && score != null && _recalled != null ? [.. facts.OrderByDescending(score)] : [.. facts];
        if (_options.Order == BlockOrder.Shuffled)
            random?.Shuffle(copy);
        return copy;
    }

    string HashOf()
    {
        var text = new StringBuilder(_options.ToString());
        foreach (DatasetRow row in _train.Concat(ValidationRows))
            text.Append('\n').Append(row.Id).Append(' ').Append(row.Voice).Append(' ').Append(row.Hash);
        foreach (TrainingSample sample in Validation)
            text.Append('\n').Append(sample.Id);
        foreach (var (voice, sheet) in _cast.Sheets)
        {
            text.Append('\n').Append(voice).Append(' ').Append(sheet.instruction);
            foreach (Fact fact in sheet.facts)
                text.Append('\n').Append(fact.text).Append(' ').AppendJoin(' ', fact.questions);
            foreach (SampleLine line in _lines == null ? [] : sheet.sampleLines)
                text.Append('\n').Append(line.player).Append(' ').Append(line.reply);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
