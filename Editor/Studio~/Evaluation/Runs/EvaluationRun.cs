using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>Asks what a plan holds and its file of results lacks.</summary>
static class EvaluationRun
{
    /// <summary>Failures of the model one after the other, from which it is taken for dead: an endpoint that went down, say.</summary>
    const int MostFailures = 3;

    /// <param name="evaluator">Answers.</param>
    /// <param name="plan">What to ask.</param>
    /// <param name="file">Where results go as they come; those that stand there are not asked again.</param>
    /// <param name="parallel">Questions at once. More than one pays where the model is another machine's; here it costs reproducible figures of time.</param>
    /// <param name="report">Told how many results there are.</param>
    /// <param name="failed">Told what the model failed at: such a question has no result, and the next run asks it again.</param>
    /// <param name="cancellationToken">Ends it within one decode step; what was answered stands in the file.</param>
    /// <exception cref="OjousamaException">The model failed several times in a row; what was answered stands in the file.</exception>
    public static async Task RunAsync(
        Evaluator evaluator, EvaluationPlan plan, ResultFile file, int parallel = 1, Action<int>? report = null, Action<OjousamaException>? failed = null, CancellationToken cancellationToken = default)
    {
        HashSet<string> done = [.. file.Results.Select(result => result.Id)];
        int count = done.Count, failures = 0;
        foreach (RecallCharacter character in plan.Characters.Where(c => !Enumerable.Range(0, c.Questions.Count).All(i => done.Contains(c.IdOf(i)))))
        {
            await foreach (QuestionResult result in evaluator.RecallAsync(character, cancellationToken).ConfigureAwait(false))
            {
                if (done.Add(result.Id))
                    Keep(result);
            }
        }

        IEnumerable<Func<CancellationToken, Task<QuestionResult>>> questions =
        [
            .. plan.Questions.Where(q => !done.Contains(q.Id.ToString())).Select(q => new Func<CancellationToken, Task<QuestionResult>>(ct => evaluator.AskAsync(q, ct))),
            .. plan.Conversations.Where(c => !done.Contains(c.Question.Id.ToString())).Select(c => new Func<CancellationToken, Task<QuestionResult>>(ct => evaluator.AskAsync(c, ct))),
        ];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(questions, options, async (ask, ct) =>
        {
            try
            {
                Keep(await ask(ct).ConfigureAwait(false));
                Volatile.Write(ref failures, 0);
            }
            catch (OjousamaException e) when (Interlocked.Increment(ref failures) < MostFailures)
            {
                failed?.Invoke(e);
            }
        }).ConfigureAwait(false);

        void Keep(QuestionResult result)
        {
            file.Add(result);
            report?.Invoke(Interlocked.Increment(ref count));
        }
    }

    /// <summary>The headline alone, in memory: for a search among adapters, or wherever one number is asked for.</summary>
    /// <param name="sheets">Who is asked; the sheet names model and adapter.</param>
    /// <param name="questions">With accept and reject lists, see <see cref="QuestionSet.Read"/>; those about other sheets are left out.</param>
    /// <param name="settings">How; greedy and plain is the quickest.</param>
    /// <param name="parallel">As in <see cref="RunAsync"/>.</param>
    /// <param name="cancellationToken">Ends it within one decode step.</param>
    /// <exception cref="OjousamaException">A file is missing or unfit, or nothing can be asked.</exception>
    public static async Task<Share> HeadlineAsync(
        SheetSet sheets, IReadOnlyList<Question> questions, RehearsalSettings settings, int parallel = 1, CancellationToken cancellationToken = default)
    {
        Question[] about = [.. questions.Where(q => sheets.Find(q.Sheet) != null)];
        if (about.Length == 0)
            throw new OjousamaException($"No question is about the sheet {sheets.Name}", "Name the sheet that the questions have under 'sheet', or leave 'sheet' out of them");
        using Evaluator evaluator = await Evaluator.LoadAsync(sheets, about, settings, [], parallel == 1, null, cancellationToken).ConfigureAwait(false);
        int passed = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(about, options, async (question, ct) =>
        {
            if ((await evaluator.AskAsync(question, ct).ConfigureAwait(false)).Score!.Passes)
                Interlocked.Increment(ref passed);
        }).ConfigureAwait(false);
        return new Share(passed, about.Length);
    }
}
