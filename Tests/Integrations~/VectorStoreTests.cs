using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Recall;
using Ojousama.Tests.Inference;
using Ojousama.VectorStores;

namespace Ojousama.Tests.Integrations;

public sealed class VectorStoreTests
{
    static readonly Fact[] s_facts =
    [
        new() { text = "名前は小野寺絢音。", questions = ["お名前は？"] },
        new() { text = "趣味は紅茶を淹れること。", questions = ["趣味は何ですか？", "お休みの日は何をしていますか？"] },
        new() { text = "苦手なものは雷。", questions = ["苦手なものはありますか？"], gate = "affection >= 40" },
    ];

    LlamaEmbedder _embedder = null!;
    MemoryCollection _collection = null!;

    [OneTimeSetUp]
    public async Task Load() => _embedder = await LlamaEmbedder.LoadAsync(LlamaFixture.Embedder);

    [OneTimeTearDown]
    public void Free() => _embedder.Dispose();

    [SetUp]
    public void Make() => _collection = new MemoryCollection();

    [TearDown]
    public void Drop() => _collection.Dispose();

    [Test]
    public async Task TheFactThatAnswersComesFirstAndEachOnce()
    {
        VectorStoreFactSource source = await SourceAsync();
        IReadOnlyList<RecalledFact> recalled = await source.RecallAsync("お休みの日は何をしているの？", 2);
        Assert.That(recalled[0].Text, Is.EqualTo("趣味は紅茶を淹れること。"));
        Assert.That(recalled, Has.Count.EqualTo(2));
        Assert.That(recalled.Select(fact => fact.Text), Is.Unique);
        Assert.That(recalled.Select(fact => fact.Score), Is.Ordered.Descending);
    }

    [Test]
    public async Task AClosedGateKeepsItsFactAndTheNextComesInItsPlace()
    {
        VectorStoreFactSource source = await SourceAsync();
        IReadOnlyList<RecalledFact> closed = await source.RecallAsync("苦手なものは？", 1);
        IReadOnlyList<RecalledFact> open = await source.RecallAsync("苦手なものは？", 1, new Affection(40));
        Assert.That(closed.Single().Text, Is.Not.EqualTo("苦手なものは雷。"));
        Assert.That(open.Single().Text, Is.EqualTo("苦手なものは雷。"));
    }

    [Test]
    public async Task WhatLiesBelowTheFloorIsNotTold()
    {
        await SourceAsync();
        Assert.That(await new VectorStoreFactSource(_collection, _embedder, floor: 0.999f).RecallAsync("今日はいい天気だね", 3), Is.Empty);
    }

    [Test]
    public async Task MoreIsAskedForAsLongAsClosedGatesTakeThePlaces()
    {
        var source = new VectorStoreFactSource(_collection, _embedder);
        await source.UpsertAsync([.. Enumerable.Range(0, 30).Select(i => new Fact { text = $"秘密の{i}番は紅茶。", gate = "never" }), new Fact { text = "好きな花は薔薇。" }]);
        Assert.That((await source.RecallAsync("紅茶の秘密は？", 1)).Single().Text, Is.EqualTo("好きな花は薔薇。"));
        Assert.That(_collection.Searches, Is.GreaterThan(1));
    }

    [Test]
    public void AFaultyGateIsRefusedBeforeAnythingIsStored()
    {
        var source = new VectorStoreFactSource(_collection, _embedder);
        Assert.That(() => source.UpsertAsync([new Fact { text = "名前は絢音。", gate = "affection >=" }]), Throws.TypeOf<OjousamaException>().With.Message.Contains("column"));
    }

    async Task<VectorStoreFactSource> SourceAsync()
    {
        var source = new VectorStoreFactSource(_collection, _embedder);
        await source.UpsertAsync(s_facts);
        return source;
    }

    sealed class Affection(double value) : IGameState
    {
        public double ValueOf(string name) => name == "affection" ? value : 0;
    }
}
