using System.Globalization;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Embedding;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Ojousama.EmbedderTuning;

/// <summary>Tunes the encoder and the maps over it together, by InfoNCE (van den Oord et al., 2018) over the pairs of a batch.</summary>
/// <remarks>The mean of small talk, which play takes off every vector, moves with the encoder: it is taken anew every few steps, and as a constant.</remarks>
sealed class Tuner
{
    const int StepsPerMean = 25, StepsPerReport = 25;

    static readonly TextKind[] s_kinds = Enum.GetValues<TextKind>();

    readonly BertEncoder _encoder;
    readonly Func<int, int[]> _tokens;
    readonly TuningOptions _options;
    readonly Parameter[] _maps;
    readonly int[] _smallTalk;
    readonly PairTask[] _tasks;
    Tensor _mean;

    /// <param name="encoder">Learns in place.</param>
    /// <param name="pairs">What to learn.</param>
    /// <param name="tokens">Of a text of the pairs.</param>
    /// <param name="start">The map to begin with.</param>
    /// <param name="options">How.</param>
    public Tuner(BertEncoder encoder, DialoguePairs pairs, Func<int, int[]> tokens, EmbeddingMap start, TuningOptions options)
    {
        (_encoder, _tokens, _options) = (encoder, tokens, options);
        _maps = [.. s_kinds.Select(kind => new Parameter(tensor(start.Matrix(kind).ToArray(), [start.Dimensions, start.Dimensions])))];
        _mean = tensor(start.Mean.ToArray());
        _smallTalk = [.. SmallTalk.Lines.Select(line => pairs.Add(TextKind.Query, line))];
        _tasks =
        [
            new("questions", pairs.Questions, TextKind.Query, TextKind.Passage, 40, 0.1f, options.Seed),
            new("wordings", pairs.Wordings, TextKind.Line, TextKind.Line, 64, 0.05f, options.Seed),
            new("replies", pairs.Replies, TextKind.Remark, TextKind.Reply, 64, 0.05f, options.Seed),
        ];
    }

    /// <summary>The maps as they are now.</summary>
    public EmbeddingMap Map() => new(_mean.data<float>().ToArray(), [.. _maps.Select(map => map.detach().data<float>().ToArray())]);

    /// <param name="tell">Told how it goes.</param>
    /// <param name="cancellationToken">Ends it after a step; what was learned stays.</param>
    public void Run(Action<string> tell, CancellationToken cancellationToken)
    {
        using var encoder = new Optimizer(_encoder.Parameters, _options.LearningRate);
        using var maps = new Optimizer(_maps, _options.MapRate);
        tell("step 0: " + Score());
        var losses = new Dictionary<PairTask, float>();
        for (int step = 0; step < _options.Steps && !cancellationToken.IsCancellationRequested; step++)
        {
            using var scope = NewDisposeScope();
            PairTask task = _tasks[step % _tasks.Length];
            Tensor loss = Loss(task, task.Next());
            loss.backward();
            losses[task] = loss.item<float>();
            double rate = Math.Min(1, (step + 1.0) / _options.WarmUpSteps) * (1 - (step / (double)_options.Steps));
            encoder.Step(rate);
            maps.Step(rate);
            if ((step + 1) % StepsPerMean == 0)
                _mean = Mean().DetachFromDisposeScope();
            if ((step + 1) % StepsPerReport == 0)
                tell(string.Create(CultureInfo.InvariantCulture, $"step {step + 1} of {_options.Steps}: {string.Join(", ", losses.Select(l => $"{l.Key.Name} {l.Value:F3}"))}"));
        }

        _mean = Mean();
        tell("end: " + Score());
    }

    /// <summary>Share of the held-out pairs that find their own first, among the candidates of all of them.</summary>
    string Score()
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        return string.Join(", ", _tasks.Select(task =>
        {
            (Tensor likeness, long[] gold) = Likeness(task, task.Held);
            float share = likeness.argmax(1).eq(tensor(gold)).to_type(ScalarType.Float32).mean().item<float>();
            return string.Create(CultureInfo.InvariantCulture, $"{task.Name} {share:P1}");
        }));
    }

    Tensor Loss(PairTask task, Contrast[] batch)
    {
        (Tensor likeness, long[] gold) = Likeness(task, batch);
        return cross_entropy(likeness / task.Temperature, tensor(gold));
    }

    /// <summary>Cosines of every left text with every candidate; a text is no candidate for itself.</summary>
    (Tensor Likeness, long[] Gold) Likeness(PairTask task, Contrast[] batch)
    {
        int[] candidates = [.. batch.SelectMany(pair => pair.Candidates).Distinct()];
        Tensor likeness = Vectors([.. batch.Select(pair => pair.Text)], task.Left).mm(Vectors(candidates, task.Right).t());
        var itself = new float[batch.Length * candidates.Length];
        for (int i = 0; i < batch.Length; i++)
        {
            if (Array.IndexOf(candidates, batch[i].Text) is >= 0 and var at)
                itself[(i * candidates.Length) + at] = -1e4f;
        }

        return (likeness + tensor(itself, [batch.Length, candidates.Length]), [.. batch.Select(pair => (long)Array.IndexOf(candidates, pair.Candidates[pair.Gold]))]);
    }

    Tensor Vectors(int[] texts, TextKind kind) =>
        normalize((_encoder.Encode([.. texts.Select(_tokens)]) - _mean).mm(_maps[Array.IndexOf(s_kinds, kind)].t()), 2, 1);

    Tensor Mean()
    {
        using var still = no_grad();
        return _encoder.Encode([.. _smallTalk.Select(_tokens)]).mean([0]);
    }
}
