using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Scoring;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>What she is measured by is never trained on, nor anything close to it.</summary>
public sealed class QuestionOverlapTests
{
    /// <summary>Letters of a line, below which (ねえ, おはよう) everybody says the same.</summary>
    const int ShortestTelling = 7;

    /// <summary>Share of the letter pairs of two lines, folded, that both have: from here on a reader calls them the same question.</summary>
    const double NearlySame = 0.7;

    static readonly string[] s_files = ["dev", "test", "recall-dev", "recall-test"];

    [Test]
    public void No_row_of_the_data_asks_what_a_question_asks()
    {
        Import data = Importers.Read([.. DataFolder.Lines, DataFolder.Find("ojousama/ojousamatalkscript200.csv")], new ImportOptions());
        var characters = DataFolder.AskedCharacters.SelectMany(AskedCharacter.ReadAll);
        var rows = data.Rows.SelectMany(row => row.Turns.Select(turn => (row.Id, turn.Question)))
            .Concat(characters.SelectMany(c => c.Questions.Select(asked => (Id: c.Name, asked.Question))))
            .Select(row => (row.Id, row.Question, Pairs: PairsOf(row.Question))).ToArray();
        var rowsByPair = new Dictionary<string, List<int>>();
        for (int i = 0; i < rows.Length; i++)
        {
            foreach (string pair in rows[i].Pairs)
                (rowsByPair.TryGetValue(pair, out var list) ? list : rowsByPair[pair] = []).Add(i);
        }

        var found = new List<string>();
        foreach (var (id, line) in MeasuredLines().Where(l => TextFold.Sound(l.Line).Length >= ShortestTelling))
        {
            HashSet<string> pairs = PairsOf(line);
            var common = new Dictionary<int, int>();
            foreach (int row in pairs.SelectMany(pair => rowsByPair.GetValueOrDefault(pair, [])))
                common[row] = common.GetValueOrDefault(row) + 1;
            found.AddRange(common.Where(c => c.Value >= NearlySame * (pairs.Count + rows[c.Key].Pairs.Count - c.Value)).Select(c => $"{id} 「{line}」: {rows[c.Key].Id} 「{rows[c.Key].Question}」"));
        }

        Assert.That(rows, Has.Length.GreaterThan(10_000));
        Assert.That(found, Is.Empty);
    }

    [Test]
    public void Every_character_that_rerankers_learn_from_has_facts_and_questions_of_both_sorts()
    {
        AskedCharacter[] characters = [.. DataFolder.AskedCharacters.SelectMany(AskedCharacter.ReadAll)];

        Assert.That(characters, Has.Length.GreaterThan(200));
        Assert.That(characters.Where(c => c.Facts.Count < 3 || c.Facts.Distinct().Count() != c.Facts.Count || c.Questions.All(q => q.Gold != null) || c.Questions.All(q => q.Gold == null)).Select(c => c.Name), Is.Empty);
    }

    [Test]
    public void There_are_enough_questions_of_every_kind_with_ids_of_their_own()
    {
        foreach (string file in new[] { "dev", "test" })
        {
            QuestionSet set = QuestionSet.Read([DataFolder.Find($"questions/{file}.jsonl"), DataFolder.Find($"questions/recall-{file}.jsonl")]);
            Assert.That(set.Questions, Has.Count.GreaterThanOrEqualTo(400));
            Assert.That(set.Questions.Select(q => q.Kind).Distinct().Count(), Is.EqualTo(13));
            Assert.That(LongConversation.Of(set.Questions, 2).Select(c => c.Question.Lines.Count), Is.EqualTo(new[] { 32, 32 }));
        }
    }

    /// <summary>The line whose reply is scored: the last of a conversation.</summary>
    static IEnumerable<(string Id, string Line)> MeasuredLines()
    {
        QuestionSet set = QuestionSet.Read([.. s_files.Select(file => DataFolder.Find($"questions/{file}.jsonl"))]);
        return set.Questions.Select(q => (q.Id.ToString(), q.Lines[^1]))
            .Concat(set.Characters.SelectMany(c => c.Questions.Select((q, i) => (c.IdOf(i), q.Question))));
    }

    static HashSet<string> PairsOf(string line)
    {
        string sound = TextFold.Sound(line);
        return [.. Enumerable.Range(0, Math.Max(0, sound.Length - 1)).Select(at => sound.Substring(at, 2))];
    }
}
