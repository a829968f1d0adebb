using Ojousama.Inference;
using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Learns what answers what: true pairs of line and reply against the same voice's replies to other lines.</summary>
static class SenseTrainer
{
    const int Components = 96;
    const double Ridge = 1;
    const float L2 = 0.1f;
    const int Wrong = 3; // other lines' replies a true one is trained against

    enum Part
    {
        Map,
        Head,
        Test,
    }

    /// <summary>
    /// Six tenths of the groups fit the maps, two the head, two test it: a head that is trained where the maps were fitted would trust them too much.
    /// </summary>
    /// <param name="pairs">From <see cref="SensePair.Of"/>.</param>
    /// <param name="embedder">Embeds every text once.</param>
    /// <param name="progress">0 to 1, of the embedding, which takes nearly all the time.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">There are too few pairs.</exception>
    public static async Task<(SenseModel Model, SenseQuality Quality)> TrainAsync(
        IReadOnlyList<SensePair> pairs, IEmbedder embedder, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        const int Fewest = 200, Batch = 64;
        if (pairs.Count < Fewest)
            throw new OjousamaException($"{pairs.Count} pairs of line and reply are too few to learn from", $"Name data with {Fewest} or more");
        var vectors = new Dictionary<string, float[]>();
        string[] texts = [.. pairs.SelectMany(p => new[] { p.Context, p.Reply }).Distinct()];
        foreach (string[] batch in texts.Chunk(Batch))
        {
            float[][] embedded = await embedder.EmbedAsync(batch, TextKind.Query, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < batch.Length; i++)
                vectors[batch[i]] = embedded[i];
            progress?.Report((float)vectors.Count / texts.Length);
        }

        var random = new Random(1);
        Part[] parts = [.. Enumerable.Range(0, pairs.Max(p => p.Group) + 1).Select(_ => random.Next(10) switch { < 6 => Part.Map, < 8 => Part.Head, _ => Part.Test })];
        SensePair[] Of(Part part) => [.. pairs.Where(p => parts[p.Group] == part)];

        SensePair[] fitted = Of(Part.Map), tested = Of(Part.Test);
        var map = CanonicalMap.Fit([.. fitted.Select(p => vectors[p.Context])], [.. fitted.Select(p => vectors[p.Reply])], Components, Ridge);
        var regression = new LogisticRegression(L2);
        Example[] examples = ExamplesOf(Of(Part.Head), Wrong);
        LinearModel head = regression.Train(examples, cancellationToken);

        Example[] test = ExamplesOf(tested, 1);
        double[] scores = [.. test.Select(e => (double)head.Score(e.Features))];
        var (slope, offset) = regression.Calibrate(scores, [.. test.Select(e => e.IsRight)]);
        var quality = new SenseQuality(
            pairs.Count,
            tested.Length,
            AreaWhere(_ => true, i => scores[i]),
            AreaWhere(i => tested[i / 2].IsOfTalk, i => scores[i]),
            AreaWhere(_ => true, i => test[i].Features.GetItemOrDefault(0)));
        return (new SenseModel(embedder.Id, map, head, slope, offset), quality);

        // Each true pair, followed by its wrong ones.
        Example[] ExamplesOf(SensePair[] some, int wrong)
        {
            var examples = new List<Example>();
            var byVoice = some.GroupBy(p => p.Voice).ToDictionary(g => g.Key, g => g.ToArray());
            foreach (SensePair pair in some)
            {
                examples.Add(new Example(SenseModel.Features(map, vectors[pair.Context], vectors[pair.Reply]), true, pair.Group));
                SensePair[] others = byVoice[pair.Voice];
                for (int i = 0; i < wrong; i++)
                    examples.Add(new Example(SenseModel.Features(map, vectors[pair.Context], vectors[others[random.Next(others.Length)].Reply]), false, pair.Group));
            }

            return [.. examples];
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
/// <param name="AreaOfLikeness">AUC of the embedder's own likeness of line and reply, with nothing learnt.</param>
sealed record SenseQuality(int Pairs, int Tested, double Area, double AreaOfTalks, double AreaOfLikeness);
