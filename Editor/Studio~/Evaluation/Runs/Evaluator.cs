using Ojousama.Character;
using Ojousama.Loading;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Studio.Evaluation.Scoring;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>A character who is asked and scored, under one setting.</summary>
/// <remarks>Thread-safe: several may ask at once, which pays where the model is another machine's. Dispose it when all have.</remarks>
sealed class Evaluator : IDisposable
{
    const int RecallCount = 3;

    readonly SheetSet _sheets;
    readonly Dictionary<CharacterSheet, Asked> _characters;
    readonly CopyCheck _copies;
    readonly Asked _first;

    Evaluator(SheetSet sheets, Dictionary<CharacterSheet, Asked> characters, CopyCheck copies)
    {
        _sheets = sheets;
        _characters = characters;
        _copies = copies;
        _first = characters[sheets.Sheet];
    }

    /// <summary>Loads every sheet that the questions are about; they share the models.</summary>
    /// <param name="sheets">Who is asked.</param>
    /// <param name="questions">What will be asked; those about sheets that are not there must be left out.</param>
    /// <param name="settings">How.</param>
    /// <param name="trainingReplies">What must not be said word for word; empty to look for no copies.</param>
    /// <param name="isReproducible">Whether replies depend on nothing but question and seed; questions at once make them depend on each other.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OjousamaException">A file is missing or unfit.</exception>
    public static async Task<Evaluator> LoadAsync(
        SheetSet sheets,
        IReadOnlyList<Question> questions,
        RehearsalSettings settings,
        IReadOnlyList<string> trainingReplies,
        bool isReproducible = true,
        IProgress<float>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var characters = new Dictionary<CharacterSheet, Asked>(ReferenceEqualityComparer.Instance);
        try
        {
            foreach (CharacterSheet sheet in questions.Select(q => sheets.Find(q.Sheet)!).Prepend(sheets.Sheet).Distinct())
            {
                LoadedCharacter character = await LoadedCharacter.LoadAsync(
                    sheet, progress: characters.Count == 0 ? progress : null, cancellationToken: cancellationToken).ConfigureAwait(false);
                characters[sheet] = new Asked(character, new Rehearsal(character, settings, isReproducible), new ReplyScorer(sheet, RepliesOf(character)));
            }
        }
        catch
        {
            foreach (Asked loaded in characters.Values)
                loaded.Character.Dispose();
            throw;
        }

        return new Evaluator(sheets, characters, new CopyCheck(trainingReplies));
    }

    /// <summary>Asks a question in a fresh conversation and scores the last reply.</summary>
    /// <exception cref="OjousamaException">The model failed: that says nothing of the reply.</exception>
    public async Task<QuestionResult> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        Asked asked = _characters[_sheets.Find(question.Sheet)!];
        var replies = await asked.Rehearsal.AskAsync(question, cancellationToken).ConfigureAwait(false);
        return ResultOf(asked, question, replies);
    }

    /// <summary>Leads a long conversation and looks at its points.</summary>
    public async Task<QuestionResult> AskAsync(LongConversation conversation, CancellationToken cancellationToken = default)
    {
        Asked asked = _characters[_sheets.Find(conversation.Question.Sheet)!];
        var replies = await asked.Rehearsal.AskAsync(conversation.Question, cancellationToken).ConfigureAwait(false);
        StabilityPoint[] points = [.. conversation.Points.Select(p => new StabilityPoint(p.Turn, asked.Scorer.Score(p.Question, replies[p.Turn - 1]).Fact))];
        return ResultOf(asked, conversation.Question, replies) with { Points = points };
    }

    /// <summary>Looks for the fact that answers each question; no model speaks.</summary>
    /// <returns>In the order of the questions.</returns>
    public async IAsyncEnumerable<QuestionResult> RecallAsync(
        RecallCharacter character, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Fact[] facts = [.. character.Facts.Select(text => new Fact { text = text })];
        FactIndex index = await FactIndex.BuildAsync(facts, character.Name, _first.Character.Embedder, null, cancellationToken).ConfigureAwait(false);
        var reranking = new Reranking(_first.Character.Reranker);
        for (int i = 0; i < character.Questions.Count; i++)
        {
            var (question, gold) = character.Questions[i];
            var near = await ((INearFacts)index).NearestAsync(question, Reranking.FactsRead, null, cancellationToken).ConfigureAwait(false);
            var found = await reranking.FactsAsync(question, near, fact => fact, cancellationToken).ConfigureAwait(false);
            string[] texts = [.. found.Take(RecallCount).Select(fact => fact.Text)];
            var turn = new SpokenTurn(question, "", texts, "", "", "", false, null, null, 0, 0, 0);
            yield return new QuestionResult(character.IdOf(i), QuestionKinds.Recall, [turn], null, Rank: Array.IndexOf(texts, character.Facts[gold]) + 1);
        }
    }

    public void Dispose()
    {
        foreach (Asked asked in _characters.Values)
            asked.Character.Dispose();
    }

    QuestionResult ResultOf(Asked asked, Question question, IReadOnlyList<RehearsedReply> replies)
    {
        if (replies.FirstOrDefault(reply => reply.Stop == "error")?.Error is { } error)
            throw error;
        SpokenTurn[] turns = [.. replies.Select(reply => SpokenTurn.Of(reply, asked.Scorer.IsInVoice(reply)))];
        return new QuestionResult(
            question.Id.ToString(),
            question.Kind ?? "",
            turns,
            asked.Scorer.Score(question, replies[^1]),
            IsCopy: turns.Any(turn => turn.Answer is "free" or "fact" && _copies.IsCopy(turn.Reply)),
            Repeats: turns.Select(turn => TextFold.Sound(turn.Reply)).Where(sound => sound.Length > 0).GroupBy(sound => sound).Any(same => same.Count() > 1));
    }

    /// <summary>What she has said before, of which her voice is learnt.</summary>
    static string[] RepliesOf(LoadedCharacter character)
    {
        CharacterSheet sheet = character.Sheet;
        var lines = sheet.model.lines.Length == 0
            ? []
            : LineFile.Read(PackagePaths.FindModel(sheet.model.lines), character.Embedder.Id, character.Embedder.Dimensions).Select(line => line.Line);
        return [.. sheet.sampleLines.Concat(lines).Select(line => line.reply)];
    }

    sealed record Asked(LoadedCharacter Character, Rehearsal Rehearsal, ReplyScorer Scorer);
}
