using System.Globalization;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Recall;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ojousama.EmbedderTuning;

/// <summary>Tunes an encoder to read a question and a fact together, and a linear head over its mean to tell whether the fact answers.</summary>
/// <remarks>Learns from lists: the softmax over a question's facts and a logit of 0 that stands for none of them. So a fact scores above 0 where it answers rather than nothing does.</remarks>
sealed class RerankerTuner
{
    const int Questions = 8, Remarks = 6; // of a batch
    const int MostFacts = 5; // of a question
    const int MostHeld = 300;
    const int StepsPerReport = 50;
    const double WeightDecay = 0.01, HeadRate = 1e-3;

    readonly BertEncoder _encoder;
    readonly Vocabulary _vocabulary;
    readonly TuningOptions _options;
    readonly Random _random;
    readonly Answerable[] _learned, _held;
    readonly string[] _facts, _remarks;
    readonly Parameter _head, _bias;
    int _next;

    /// <param name="encoder">Learns in place.</param>
    /// <param name="vocabulary">Its tokens.</param>
    /// <param name="examples">What to learn; some are held out.</param>
    /// <param name="remarks">Small talk, which no fact answers.</param>
    /// <param name="head">What to begin with, as <see cref="Head"/> gives it; null for nothing.</param>
    /// <param name="options">How.</param>
    public RerankerTuner(BertEncoder encoder, Vocabulary vocabulary, IReadOnlyList<Answerable> examples, IEnumerable<string> remarks, float[]? head, TuningOptions options)
    {
        (_encoder, _vocabulary, _options) = (encoder, vocabulary, options);
        _random = new Random(options.Seed);
        Answerable[] all = [.. examples];
        _random.Shuffle(all);
        int held = Math.Min(MostHeld, all.Length / 10);
        (_held, _learned) = (all[..held], all[held..]);
        _facts = [.. examples.SelectMany(example => example.Facts).Distinct()];
        _remarks = [.. remarks.Distinct()];
        head ??= new float[_encoder.Width + 1];
        (_head, _bias) = (new Parameter(tensor(head[..^1])), new Parameter(tensor(head[^1..])));
    }

    /// <summary>The head as it is now: a weight a value of the mean, then the bias.</summary>
    public float[] Head() => [.. _head.detach().data<float>(), _bias.item<float>()];

    /// <param name="tell">Told how it goes.</param>
    /// <param name="cancellationToken">Ends it after a step; what was learned stays.</param>
    public void Run(Action<string> tell, CancellationToken cancellationToken)
    {
        using var layers = new Optimizer(_encoder.Parameters, _options.LearningRate, WeightDecay);
        using var head = new Optimizer([_head, _bias], HeadRate);
        float average = float.NaN;
        for (int step = 0; step < _options.Steps && !cancellationToken.IsCancellationRequested; step++)
        {
            using var scope = NewDisposeScope();
            Tensor loss = Loss();
            loss.backward();
            double rate = Math.Min(1, (step + 1.0) / _options.WarmUpSteps) * (1 - (step / (double)_options.Steps));
            layers.Step(rate);
            head.Step(rate);
            average = float.IsNaN(average) ? loss.item<float>() : (0.95f * average) + (0.05f * loss.item<float>());
            if ((step + 1) % StepsPerReport == 0)
                tell(string.Create(CultureInfo.InvariantCulture, $"step {step + 1} of {_options.Steps}: loss {average:F3}"));
        }

        tell("end: " + Score());
    }

    Tensor Loss()
    {
        var pairs = new List<int[]>();
        var counts = new List<(int First, int Count, bool IsAnswered)>();
        for (int i = 0; i < Questions + Remarks; i++)
        {
            Answerable example = i < Questions || _remarks.Length == 0 ? Next() : Remark();
            string[] facts = Facts(example);
            counts.Add((pairs.Count, facts.Length, example.Gold >= 0));
            pairs.AddRange(facts.Select(fact => Pair(example.Question, fact)));
        }

        Tensor logits = Logits(pairs), loss = zeros(1);
        foreach (var (first, count, isAnswered) in counts)
            loss -= nn.functional.log_softmax(cat([logits.narrow(0, first, count), zeros(1)], 0), 0)[isAnswered ? 0 : count];
        return loss / counts.Count;
    }

    /// <summary>The next question; after all were seen, shuffled anew.</summary>
    Answerable Next()
    {
        if (_next == _learned.Length)
        {
            _random.Shuffle(_learned);
            _next = 0;
        }

        return _learned[_next++];
    }

    /// <summary>A remark beside the facts of some character.</summary>
    Answerable Remark() => new(_remarks[_random.Next(_remarks.Length)], _learned[_random.Next(_learned.Length)].Facts, -1);

    /// <summary>The one that answers first, then others; now and then one of another character.</summary>
    string[] Facts(Answerable example)
    {
        string[] others = [.. example.Facts.Where((_, i) => i != example.Gold)];
        _random.Shuffle(others);
        IEnumerable<string> gold = example.Gold >= 0 ? [example.Facts[example.Gold]] : [];
        string[] facts = [.. gold.Concat(others).Take(MostFacts)];
        return facts.Length < MostFacts && _random.Next(2) == 0 ? [.. facts, _facts[_random.Next(_facts.Length)]] : facts;
    }

    int[] Pair(string question, string fact) => [.. E5Format.Pair(_vocabulary, KanaSpelling.Respell(question), fact)];

    Tensor Logits(IReadOnlyList<int[]> pairs) => _encoder.Means(pairs).mv(_head) + _bias;

    /// <summary>Shares of the held-out questions whose fact comes first, and of those without one that none scores above 0 for.</summary>
    string Score()
    {
        using var still = no_grad();
        int first = 0, answered = 0, none = 0;
        foreach (Answerable example in _held)
        {
            using var scope = NewDisposeScope();
            float[] logits = Logits([.. example.Facts.Select(fact => Pair(example.Question, fact))]).data<float>().ToArray();
            answered += example.Gold >= 0 ? 1 : 0;
            if (example.Gold < 0)
                none += logits.Max() < 0 ? 1 : 0;
            else if (Array.IndexOf(logits, logits.Max()) == example.Gold)
                first++;
        }

        return $"{first} of {answered} first, {none} of {_held.Length - answered} without an answer known";
    }
}
