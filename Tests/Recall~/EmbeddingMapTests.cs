using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Tests.Inference;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Recall;

public sealed class EmbeddingMapTests
{
    static readonly string s_path = EmbeddingMapFile.PathBeside(PackagePaths.FindModel(LlamaFixture.Embedder));

    [Test]
    public async Task AQuestionComesNearerToTheFactThatAnswersIt()
    {
        float[][] question = await RecallFixture.Embedder.EmbedAsync(["放課後はどこの部室に行けば会える？"], TextKind.Query);
        float[][] facts = await RecallFixture.Embedder.EmbedAsync(["演劇部に所属している。", "高校は坂の上にある。", "部屋に本棚が三つある。"], TextKind.Passage);
        float[] likeness = [.. facts.Select(fact => VectorMath.Dot(question[0], fact))];
        Assert.That(likeness[0], Is.GreaterThan(likeness[1] + 0.1f).And.GreaterThan(likeness[2] + 0.1f));
    }

    [Test]
    public async Task AReplyLiesNearTheRemarkThatItAnswers()
    {
        float[][] remark = await RecallFixture.Embedder.EmbedAsync(["購買のメロンパン、売り切れてた"], TextKind.Remark);
        float[][] replies = await RecallFixture.Embedder.EmbedAsync(["昼の戦に敗れましたのね。明日の作戦を練りましょう", "まあ、舶来のごあいさつ。ぐっもーにんぐ、ですわ"], TextKind.Reply);
        Assert.That(VectorMath.Dot(remark[0], replies[0]), Is.GreaterThan(VectorMath.Dot(remark[0], replies[1]) + 0.2f));
    }

    [Test]
    public void WrittenAndReadAgainItMapsTheSame()
    {
        using var folder = new TemporaryFolder();
        EmbeddingMap map = EmbeddingMapFile.Read(s_path, Plain.OfShipped());
        EmbeddingMapFile.Write(folder["M.map"], map, Plain.OfShipped().Id);
        EmbeddingMap again = EmbeddingMapFile.Read(folder["M.map"], Plain.OfShipped());
        float[] vector = [.. Enumerable.Range(0, map.Dimensions).Select(i => MathF.Sin(i) / MathF.Sqrt(map.Dimensions / 2f))];
        foreach (TextKind kind in Enum.GetValues<TextKind>())
            Assert.That(VectorMath.Dot(map.Apply(vector, kind), again.Apply(vector, kind)), Is.EqualTo(1f).Within(1e-4f), kind.ToString());
    }

    [Test]
    public void AnotherEmbeddersMapIsRefusedWithItsRemedy() => Assert.That(
        () => EmbeddingMapFile.Read(s_path, new Plain("another", 384)),
        Throws.InstanceOf<OjousamaException>().With.Message.Contains("for another embedder").And.Message.Contains("embedder map"));

    [Test]
    public void ADamagedMapIsRefusedWithItsRemedy()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = File.ReadAllBytes(s_path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(folder["M.map"], bytes);
        Assert.That(() => EmbeddingMapFile.Read(folder["M.map"], Plain.OfShipped()), Throws.InstanceOf<OjousamaException>().With.Message.Contains("damaged"));
    }

    sealed class Plain(string id, int dimensions) : IEmbedder
    {
        public int Dimensions => dimensions;

        public string Id => id;

        public static Plain OfShipped() => new(Ojousama.Inference.Llama.LlamaEmbedder.IdOf(PackagePaths.FindModel(LlamaFixture.Embedder)), 384);

        public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
