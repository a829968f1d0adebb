using CsCheck;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Recall;

public sealed class EmbeddingCacheTests
{
    static readonly string[] Texts = ["名前は絢音。", "東京に住んでいる。", "猫を飼っている。"];

    [Test]
    public async Task A_changed_text_alone_is_embedded_anew_in_the_next_run()
    {
        using var folder = new TemporaryFolder();
        string file = folder["kept.embeddings"];
        var first = new EmbeddingCache(new Counting(), file);
        float[][] before = await first.EmbedAsync(Texts, TextKind.Passage);
        first.Save();

        var counting = new Counting();
        var next = new EmbeddingCache(counting, file);
        float[][] after = await next.EmbedAsync([Texts[0], "京都に住んでいる。", Texts[2]], TextKind.Passage);

        Assert.That(counting.Embedded, Is.EqualTo(new[] { "京都に住んでいる。" }));
        Assert.That(new[] { after[0], after[2] }, Is.EqualTo(new[] { before[0], before[2] }));
    }

    [Test]
    public async Task A_question_and_a_passage_of_the_same_words_are_two()
    {
        var counting = new Counting();
        var cache = new EmbeddingCache(counting);
        await cache.EmbedAsync(Texts, TextKind.Passage);
        await cache.EmbedAsync(Texts, TextKind.Query);

        Assert.That(counting.Embedded, Has.Count.EqualTo(6));
    }

    [Test]
    public async Task What_was_used_longest_ago_goes_first()
    {
        var counting = new Counting();
        var cache = new EmbeddingCache(counting);
        for (int i = 0; i < EmbeddingCache.Capacity; i++)
            await cache.EmbedAsync([$"{i}"], TextKind.Query);
        await cache.EmbedAsync(["0", "new"], TextKind.Query);
        counting.Embedded.Clear();

        await cache.EmbedAsync(["0", "2", "1"], TextKind.Query);

        Assert.That(counting.Embedded, Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Vectors_of_another_embedder_are_not_used()
    {
        using var folder = new TemporaryFolder();
        string file = folder["kept.embeddings"];
        var first = new EmbeddingCache(new Counting(), file);
        await first.EmbedAsync(Texts, TextKind.Passage);
        first.Save();

        var other = new Counting { Id = "other" };
        var next = new EmbeddingCache(other, file);
        await next.EmbedAsync(Texts, TextKind.Passage);

        Assert.That(other.Embedded, Is.EqualTo(Texts));
        Assert.That(next.Problem, Does.Contain("another embedder"));
    }

    [Test]
    public async Task What_the_game_brought_is_not_embedded_nor_written_nor_forgotten()
    {
        using var folder = new TemporaryFolder();
        string brought = folder["brought.embeddings"], kept = folder["kept.embeddings"];
        var baking = new EmbeddingCache(new Counting());
        float[][] baked = await baking.EmbedAsync(Texts, TextKind.Passage);
        Assert.That(baking.SaveTo(brought), Is.EqualTo(3));

        var counting = new Counting();
        var cache = new EmbeddingCache(counting, kept, capacity: 1, brought);
        float[][] vectors = await cache.EmbedAsync([.. Texts, "新しい事実。"], TextKind.Passage);
        await cache.EmbedAsync(Texts, TextKind.Passage);
        cache.Save();
        var next = new Counting();
        await new EmbeddingCache(next, kept).EmbedAsync([.. Texts, "新しい事実。"], TextKind.Passage);

        Assert.That(vectors[..3], Is.EqualTo(baked));
        Assert.That(counting.Embedded, Is.EqualTo(new[] { "新しい事実。" }));
        Assert.That(next.Embedded, Is.EqualTo(Texts));
    }

    [Test]
    public async Task What_another_embedder_baked_is_made_anew_and_told()
    {
        using var folder = new TemporaryFolder();
        string brought = folder["brought.embeddings"];
        var baking = new EmbeddingCache(new Counting { Id = "other" });
        await baking.EmbedAsync(Texts, TextKind.Passage);
        baking.SaveTo(brought);

        var counting = new Counting();
        var cache = new EmbeddingCache(counting, brought: brought);
        await cache.EmbedAsync(Texts, TextKind.Passage);

        Assert.That(counting.Embedded, Is.EqualTo(Texts));
        Assert.That(cache.Problem, Does.Contain(brought).And.Contain("another embedder"));
    }

    [Test]
    public async Task A_file_that_cannot_be_written_is_told_and_costs_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string notAFolder = folder["file"];
        File.WriteAllText(notAFolder, "");
        var cache = new EmbeddingCache(new Counting(), Path.Combine(notAFolder, "kept.embeddings"));
        await cache.EmbedAsync(Texts, TextKind.Passage);

        cache.Save();

        Assert.That(cache.Problem, Does.Contain("cannot be written"));
    }

    /// <summary>1,000 cuts, flipped bits, changed versions and inserted bytes: the vectors are those of their texts, or made anew.</summary>
    [Test]
    public async Task A_damaged_file_never_gives_a_wrong_vector()
    {
        using var folder = new TemporaryFolder();
        string file = folder["kept.embeddings"];
        var cache = new EmbeddingCache(new Counting(), file);
        float[][] whole = await cache.EmbedAsync(Texts, TextKind.Passage);
        cache.Save();
        byte[] bytes = File.ReadAllBytes(file);

        int damaged = 0;
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, bytes.Length - 1], Gen.Int[0, 7]).Sample(
            (how, at, bit) =>
            {
                byte[] spoilt = how switch
                {
                    0 => bytes[..at],
                    1 => [.. bytes[..3], (byte)(bytes[3] + 1 + at % 255), .. bytes[4..]],
                    2 => [.. bytes[..at], (byte)bit, .. bytes[at..]],
                    _ => [.. bytes],
                };
                if (how == 3)
                    spoilt[at] ^= (byte)(1 << bit);
                File.WriteAllBytes(file, spoilt);

                var counting = new Counting();
                var spoiltCache = new EmbeddingCache(counting, file);
                float[][] again = spoiltCache.EmbedAsync(Texts, TextKind.Passage).GetAwaiter().GetResult();

                Assert.That(again, Is.EqualTo(whole));
                Assert.That(spoiltCache.Problem, Is.Not.Null);
                Assert.That(counting.Embedded, Has.Count.EqualTo(3));
                damaged++;
            },
            iter: 1000,
            threads: 1);
        Assert.That(damaged, Is.GreaterThanOrEqualTo(1000));
    }

    /// <summary>Stands in for a model only to see what it is asked: vectors depend on the text, quickly.</summary>
    sealed class Counting : IEmbedder
    {
        public List<string> Embedded { get; } = [];

        public int Dimensions => 8;

        public string Id { get; init; } = "counting";

        public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default)
        {
            Embedded.AddRange(texts);
            return Task.FromResult(texts.Select(text => Enumerable.Range(0, Dimensions).Select(i => MathF.Sin(i + text.Sum(c => c) + (int)kind)).ToArray()).ToArray());
        }
    }
}
