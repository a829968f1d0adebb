using Ojousama.Inference;
using Ojousama.Studio.Embedding;

namespace Ojousama.Tests.Embedding;

public sealed class MapTrainerTests
{
    const int Size = 16;

    /// <summary>Each text's candidate is the text itself under an unknown rotation, so that no likeness helps before the map is learned.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public void WhatBelongsTogetherIsFoundForTextsThatWereNotLearnedFrom(bool isShared)
    {
        var random = new Random(3);
        float[][] texts = [.. Enumerable.Range(0, 600).Select(_ => Unit([.. Enumerable.Range(0, Size).Select(_ => (float)(random.NextDouble() - 0.5))]))];
        // Two texts that share their first half belong together; the second half is noise.
        float[][] others = [.. texts.Select(text => Unit([.. text[..(Size / 2)], .. Enumerable.Range(0, Size / 2).Select(_ => (float)(random.NextDouble() - 0.5))]))];
        float[][] vectors = [.. texts, .. others];
        Contrast[] contrasts = [.. Enumerable.Range(0, 400).Select(i => new Contrast(i, [600 + i], 0))];

        var (left, right) = new MapTrainer(vectors, new MapOptions { Epochs = 20, BatchSize = 64, LearningRate = 0.01f, IsShared = isShared }).Train(contrasts);

        Assert.That(Found(left, right), Is.GreaterThan(Found(new SquareMatrix(Size), new SquareMatrix(Size)) + 30));
        Assert.That(ReferenceEquals(left, right), Is.EqualTo(isShared));

        int Found(SquareMatrix of, SquareMatrix among)
        {
            float[][] candidates = [.. Enumerable.Range(400, 200).Select(i => Unit(among.Apply(others[i])))];
            return Enumerable.Range(0, 200).Count(i =>
            {
                float[] text = Unit(of.Apply(texts[400 + i]));
                return candidates.Select((c, n) => (Likeness: VectorMath.Dot(text, c), n)).Max().n == i;
            });
        }
    }

    [Test]
    public void TheSameSeedLearnsTheSame()
    {
        float[][] vectors = [Unit([1, 2, 3, 4]), Unit([4, 3, 2, 1]), Unit([1, 0, 0, 1]), Unit([0, 1, 1, 0])];
        Contrast[] contrasts = [new(0, [2, 3], 0), new(1, [2, 3], 1)];
        float[] Learn() => new MapTrainer(vectors, new MapOptions { Epochs = 3 }).Train(contrasts).Texts.Values;
        float[] first = Learn(), second = Learn();
        Assert.That(second, Is.EqualTo(first));
    }

    static float[] Unit(float[] vector)
    {
        VectorMath.Normalize(vector);
        return vector;
    }
}
