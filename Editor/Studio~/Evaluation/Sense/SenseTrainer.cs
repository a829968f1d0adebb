using Ojousama.Inference;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Learns what answers what: true pairs of line and reply against the same voice's replies to other lines.</summary>
static class SenseTrainer
{
    const float L2 = 0.1f;
    const int Wrong = 3; // other lines' replies a true one is trained against
    const double TestShare = 0.3;

    /// <summary>Seven tenths of the groups teach the head, the others test it. The embedder's map may have seen either: only a person's verdicts test that too.</summary>
    /// <param name="pairs">From <see cref="SensePair.Of"/>.</param>
    /// <param name="embedder">With its map; embeds every text once a kind.</param>
    /// <param name="progress">0 to 1, of the embedding, which takes nearly all the time.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">There are too few pairs.</exception>
    public static async Task<(SenseModel Model, SenseQuality Quality)> TrainAsync(
        IReadOnlyList<SensePair> pairs, IEmbedder embedder, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        const int Fewest = 200;
        if (pairs.Count < Fewest)
            throw new OjousamaException($"{pairs.Count} pairs of line and reply are too few to learn from", $"Name data with {Fewest} or more");
        var random = new Random(1);
        bool[] isTest = [.. Enumerable.Range(0, pairs.Max(p => p.Group) + 1).Select(_ => random.NextDouble() < TestShare)];
        SensePair[] taught = [.. pairs.Where(p => !isTest[p.Group])], tested = [.. pairs.Where(p => isTest[p.Group])];
        var regression = new LogisticRegression(L2);
        LinearModel head = regression.Train(await ExamplesAsync(taught, Wrong, progress?.Part(0, 0.8f)).ConfigureAwait(false), cancellationToken);

        Example[] test = await ExamplesAsync(tested, 1, progress?.Part(0.8f, 1)).ConfigureAwait(false);
        double[] scores = [.. test.Select(e => (double)head.Score(e.Features))];
        var (slope, offset) = regression.Calibrate(scores, [.. test.Select(e => e.IsRight)]);
        var quality = new SenseQuality(
            pairs.Count,
            tested.Length,
            AreaWhere(_ => true, i => scores[i]),
            AreaWhere(i => tested[i / 2].IsOfTalk, i => scores[i]),
            AreaWhere(_ => true, i => test[i].Features.GetItemOrDefault(0)));
        return (new SenseModel(embedder.Id, head, slope, offset), quality);

        // Each true pair, followed by its wrong ones.
        async Task<Example[]> ExamplesAsync(SensePair[] some, int wrong, IProgress<float>? part)
        {
            var spoken = new List<SpokenReply>();
            var byVoice = some.GroupBy(p => p.Voice).ToDictionary(g => g.Key, g => g.ToArray());
            foreach (SensePair pair in some)
            {
                spoken.Add(new SpokenReply(pair.Line, pair.Context, pair.Reply));
                SensePair[] others = byVoice[pair.Voice];
                for (int i = 0; i < wrong; i++)
                    spoken.Add(new SpokenReply(pair.Line, pair.Context, others[random.Next(others.Length)].Reply));
            }

            var features = await SenseModel.FeaturesAsync(spoken, embedder, part, cancellationToken).ConfigureAwait(false);
            return [.. features.Select((f, i) => new Example(f, i % (wrong + 1) == 0, some[i / (wrong + 1)].Group))];
        }

        double AreaWhere(Func<int, bool> which, Func<int, double> score)
        {
            int[] chosen = [.. Enumerable.Range(0, test.Length).Where(which)];
            double[] right = [.. chosen.Where(i => test[i].IsRight).Select(score)], wrong = [.. chosen.Where(i => !test[i].IsRight).Select(score)];
            return right.Length == 0 || wrong.Length == 0 ? double.NaN : RocCurve.Area(right, wrong);
        }
    }
}

/// <summary>How well true replies are told from replies to other lines, on talks that nothing was learnt from.</summary>
/// <param name="Pairs">All pairs.</param>
/// <param name="Tested">Pairs it was tested on.</param>
/// <param name="Area">AUC.</param>
/// <param name="AreaOfTalks">AUC of pairs out of talks of several turns; NaN without any.</param>
/// <param name="AreaOfLikeness">AUC of the fit of line and reply under the map alone.</param>
sealed record SenseQuality(int Pairs, int Tested, double Area, double AreaOfTalks, double AreaOfLikeness);
