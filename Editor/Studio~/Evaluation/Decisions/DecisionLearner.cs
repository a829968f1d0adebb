using MathNet.Numerics.Statistics;
using Microsoft.ML.Data;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Evaluation.Classifiers;
using Ojousama.Studio.Evaluation.Runs;

namespace Ojousama.Studio.Evaluation.Decisions;

/// <summary>Learns from labelled questions when the nearest fact is meant by a line.</summary>
/// <remarks>Questions about the sheet's own facts are; small talk and what she cannot know are not. A false premise is: the fact that contradicts it answers.</remarks>
sealed class DecisionLearner(QuestionSet questions, SheetSet sheets)
{
    const float L2 = 0.05f;

    /// <summary>Share of the questions about her facts that are to be taken for such. In talks few lines are, in files of questions most: what the odds are tells nothing.</summary>
    const double Kept = 0.94;

    static readonly string[] s_meant = [QuestionKinds.Own, QuestionKinds.OwnOfMore, QuestionKinds.FalsePremise];
    static readonly string[] s_other = [QuestionKinds.Unanswerable, QuestionKinds.SmallTalk, QuestionKinds.Unsafe];

    /// <param name="progress">0 to 1.</param>
    /// <param name="log">Told what share of each kind is taken for a question about a fact by models that did not see it.</param>
    /// <param name="cancellationToken">Checked between questions.</param>
    /// <returns>The decision, and the embedder that it is for.</returns>
    /// <exception cref="OjousamaException">There are too few questions, or a sheet or model is unfit.</exception>
    public async Task<(AnswerDecision Decision, string Embedder)> LearnAsync(IProgress<float>? progress, Action<string> log, CancellationToken cancellationToken)
    {
        Question[] asked = [.. questions.Questions.Where(q => q.Lines.Count == 1 && q.Facts == null && (s_meant.Contains(q.Kind) || s_other.Contains(q.Kind)))];
        const int Least = 100;
        if (asked.Length < Least)
            throw new OjousamaException($"The questions hold {asked.Length} single lines of the kinds that a decision is learned from, too few", $"Give at least {Least} of {string.Join(", ", s_meant.Concat(s_other))}");
        var examples = new List<Example>();
        var kinds = new List<string>();
        ModelSettings settings = sheets.Sheet.model; // that of her other sheets too
        using LlamaEmbedder model = await LlamaEmbedder.LoadAsync(settings.embedder, cancellationToken).ConfigureAwait(false);
        string path = PackagePaths.FindModel(settings.embedder);
        IEmbedder embedder = MappedEmbedder.Over(model, path);
        using LlamaReranker? reranker = await LlamaReranker.LoadBesideAsync(path, cancellationToken).ConfigureAwait(false);
        var reranking = new Reranking(reranker);
        string? lineFile = settings.lines.Length == 0 ? null : PackagePaths.FindModel(settings.lines);
        int done = 0;
        foreach (var group in asked.GroupBy(q => sheets.Find(q.Sheet)).Where(group => group.Key != null))
        {
            INearFacts facts = await FactIndex.BuildAsync(group.Key!, [], embedder, null, cancellationToken).ConfigureAwait(false);
            LineIndex lines = await LineIndex.BuildAsync(group.Key!.sampleLines, lineFile, embedder, cancellationToken).ConfigureAwait(false);
            var address = new Address(group.Key!);
            foreach (Question question in group)
            {
                examples.Add(new Example(await FeaturesAsync(facts, lines, reranking, address.Without(question.Lines[0]), cancellationToken).ConfigureAwait(false), s_meant.Contains(question.Kind), examples.Count));
                kinds.Add(question.Kind!);
                progress?.Report(++done / (float)asked.Length);
            }
        }

        var regression = new LogisticRegression(L2);
        double[] held = regression.HeldOutScores(examples, cancellationToken);
        double[] own = [.. held.Where((_, i) => kinds[i] is QuestionKinds.Own or QuestionKinds.OwnOfMore)];
        double threshold = own.Quantile(1 - Kept);
        foreach (string kind in s_meant.Concat(s_other))
        {
            int[] of = [.. Enumerable.Range(0, kinds.Count).Where(i => kinds[i] == kind)];
            if (of.Length > 0)
                log(FormattableString.Invariant($"{kind}: {of.Count(i => held[i] > threshold) / (double)of.Length:P0} of {of.Length} taken for a question about a fact"));
        }

        LinearModel learned = regression.Train(examples, cancellationToken);
        return (new AnswerDecision(learned.Weights, (float)(learned.Bias - threshold)), AnswerDecisionFile.For(embedder.Id, reranker));
    }

    static async Task<VBuffer<float>> FeaturesAsync(INearFacts index, LineIndex lineIndex, Reranking reranking, string line, CancellationToken cancellationToken)
    {
        var facts = await index.NearestAsync(line, Reranking.FactsRead, null, cancellationToken).ConfigureAwait(false);
        facts = await reranking.FactsAsync(line, facts, fact => fact, cancellationToken).ConfigureAwait(false);
        var lines = await lineIndex.RecallAsync(line, 1, cancellationToken).ConfigureAwait(false);
        float[] features = facts.Count == 0
            ? new float[AnswerDecision.FeatureCount]
            : AnswerDecision.Features(line, facts[0], lines.Count > 0 ? lines[0].Score : Answer.UsualLikeness);
        return new VBuffer<float>(features.Length, features);
    }
}
