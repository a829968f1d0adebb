using Ojousama.Inference;

namespace Ojousama.Tests.Inference;

/// <summary>What any engine behind <see cref="IEmbedder"/> owes its callers, tried with the real model.</summary>
public abstract class EmbedderConformance
{
    IEmbedder _embedder = null!;

    [OneTimeSetUp]
    public async Task Load() => _embedder = await LoadAsync(LlamaFixture.Embedder);

    [OneTimeTearDown]
    public void Free() => ((IDisposable)_embedder).Dispose();

    protected abstract Task<IEmbedder> LoadAsync(string file);

    [Test]
    public async Task AQuestionIsNearestToTheFactThatAnswersIt()
    {
        string[] facts = { "名前は小野寺絢音。", "趣味は紅茶を淹れること。", "苦手なものは雷。" };
        float[][] passages = await _embedder.EmbedAsync(facts, TextKind.Passage);
        float[][] queries = await _embedder.EmbedAsync(new[] { "お名前を教えて", "好きな飲み物は？", "怖いものってある？" }, TextKind.Query);
        for (int i = 0; i < queries.Length; i++)
        {
            float[] scores = passages.Select(p => VectorMath.Dot(p, queries[i])).ToArray();
            Assert.That(Array.IndexOf(scores, scores.Max()), Is.EqualTo(i), string.Join(" ", scores));
        }
    }

    [Test]
    public async Task VectorsHaveLengthOneAndDoNotDependOnTheirNeighbours()
    {
        float[][] together = await _embedder.EmbedAsync(new[] { "ごきげんよう", "さようなら" }, TextKind.Query);
        float[][] alone = await _embedder.EmbedAsync(new[] { "さようなら" }, TextKind.Query);
        Assert.Multiple(() =>
        {
            Assert.That(alone[0], Has.Length.EqualTo(_embedder.Dimensions).And.Length.EqualTo(384));
            Assert.That(VectorMath.Dot(together[0], together[0]), Is.EqualTo(1f).Within(1e-5f));
            Assert.That(VectorMath.Dot(together[1], alone[0]), Is.EqualTo(1f).Within(1e-5f));
        });
    }

    [Test]
    public async Task ATextBeyondTheModelsLengthIsCut()
    {
        float[][] vectors = await _embedder.EmbedAsync(new[] { new string('紅', 3000), new string('紅', 4000) }, TextKind.Passage);
        Assert.That(VectorMath.Dot(vectors[0], vectors[1]), Is.EqualTo(1f).Within(1e-5f));
    }

    [Test]
    public async Task ManyTextsInABatchGetTheVectorsThatEachGetsAlone()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => string.Concat(Enumerable.Repeat($"{i}番目の温室には、白い椿が咲いている。", 1 + i % 5))), new string('花', 600), "椿"];
        float[][] together = await _embedder.EmbedAsync(texts, TextKind.Passage);
        foreach (int i in new[] { 0, 3, 4, 17, 39, 40, 41 })
        {
            float[] alone = (await _embedder.EmbedAsync([texts[i]], TextKind.Passage))[0];
            Assert.That(VectorMath.Dot(together[i], alone), Is.EqualTo(1f).Within(1e-3f), texts[i]); // quantised kernels round by how many rows they are given
        }
    }
}
