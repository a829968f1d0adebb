using Ojousama.Inference;
using Ojousama.Studio.Embedding;

namespace Ojousama.EmbedderTuning;

/// <summary>One kind of pair, shuffled, some of them held out.</summary>
sealed class PairTask
{
    const int MostHeld = 300;

    readonly Random _random;
    readonly Contrast[] _learned;
    int _next;

    public PairTask(string name, IReadOnlyList<Contrast> pairs, TextKind left, TextKind right, int batchSize, float temperature, int seed)
    {
        (Name, Left, Right, BatchSize, Temperature) = (name, left, right, batchSize, temperature);
        _random = new Random(seed);
        Contrast[] all = [.. pairs];
        _random.Shuffle(all);
        int held = Math.Min(MostHeld, all.Length / 10);
        (Held, _learned) = (all[..held], all[held..]);
    }

    public string Name { get; }

    public TextKind Left { get; }

    public TextKind Right { get; }

    public int BatchSize { get; }

    /// <summary>What likenesses are divided by before the softmax.</summary>
    public float Temperature { get; }

    /// <summary>Never learned from.</summary>
    public Contrast[] Held { get; }

    /// <summary>The next pairs; after all were seen, shuffled anew.</summary>
    public Contrast[] Next()
    {
        if (_next + BatchSize > _learned.Length)
        {
            _random.Shuffle(_learned);
            _next = 0;
        }

        return _learned[_next..(_next += BatchSize)];
    }
}
