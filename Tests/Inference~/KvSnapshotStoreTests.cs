using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.KvCache;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Tests.Inference;

/// <summary>More talks than the snapshot store holds, of many lengths, so that it is written over again and again.</summary>
public sealed class KvSnapshotStoreTests
{
    const int Capacity = 100_000;

    string _path = null!;
    LlamaModel _model = null!;

    [OneTimeSetUp]
    public void Load()
    {
        _path = Path.GetTempFileName();
        File.WriteAllBytes(_path, TinyFiles.Speaker);
        _model = LlamaModel.Rent(_path, LayerPlacement.Cpu, null, default);
    }

    [OneTimeTearDown]
    public void Free()
    {
        _model.Return();
        File.Delete(_path);
    }

    [Test]
    public void WhatComesBackIsWhatWasKeptAndNoMoreIsKeptThanFits()
    {
        using var context = new LlamaContext(_model, 2, 512, 256, 1, embeddings: false);
        using var snapshots = new KvSnapshotStore(context, Capacity);
        var random = new Random(3);
        var states = new List<(List<int> Tokens, byte[] State)>();
        for (int i = 0; i < 60; i++)
        {
            var kept = new Sequence(0) { LastUse = i + 1 };
            kept.Tokens.AddRange(Enumerable.Range(0, random.Next(KvSnapshotStore.WorthTokens, 200)).Select(_ => random.Next(3, 259)));
            Read(context, kept.Tokens);
            states.Add((kept.Tokens, State(context, 0)));
            snapshots.Save(kept);
            context.Clear();

            var (tokens, state) = states[random.Next(Math.Max(0, i - 3), i + 1)];
            if (snapshots.Find([.. tokens, 5], default, cached: 0) is not { } found)
                continue;
            var restored = new Sequence(0);
            Assert.That(snapshots.Restore(found, restored));
            Assert.That(restored.Tokens, Is.EqualTo(tokens));
            Assert.That(State(context, 0), Is.EqualTo(state), $"talk {i}");
            restored.LastUse = i + 1;
            snapshots.Save(restored);
            context.Clear();
        }

        var left = states.Where(s => snapshots.Find([.. s.Tokens, 5], default, cached: 0) != null).ToArray();
        Assert.That(left.Sum(s => s.State.Length), Is.InRange(Capacity / 2, Capacity));
    }

    [Test]
    public async Task ATalkThatDropsItsOldestTurnsLeavesNothingBehind()
    {
        using var model = await LlamaDialogueModel.LoadAsync(
            _path, new DialogueModelOptions { ContextTokens = 256, MaxConversations = 1, Threads = 1, GpuLayers = 0 });
        int[][] turns = [.. Enumerable.Range(0, 4).Select(t => Enumerable.Range(0, 50).Select(i => 3 + (t * 50 + i) % 250).ToArray())];
        int[] before = [.. turns[0], .. turns[1], .. turns[2]], after = [.. turns[0], .. turns[2], .. turns[3]], other = [.. turns[1], .. turns[0]];
        await ReadAsync(before);
        Assert.That(await ReadAsync(after), Is.InRange(50, 51)); // the first turn, and the begin of the text
        Assert.That(await ReadAsync(other), Is.LessThan(2));
        Assert.That(await ReadAsync([.. after, 9]), Is.GreaterThan(140), "kept, since nothing took its place");
        Assert.That(await ReadAsync([.. before, 9]), Is.LessThan(60), "not kept");

        async Task<int> ReadAsync(int[] tokens) =>
            (await model.ReadAsync(new GenerationRequest([PromptSegment.Sampled("", tokens)]) { MaxTokens = 0 })).End.Timings.CachedTokens;
    }

    static void Read(LlamaContext context, List<int> tokens)
    {
        context.ClearBatch();
        for (int i = 0; i < tokens.Count; i++)
            context.Add(tokens[i], i, 0, i == tokens.Count - 1);
        Assert.That(context.Decode(), Is.Zero);
    }

    static unsafe byte[] State(LlamaContext context, int sequence)
    {
        var state = new byte[context.StateSize(sequence)];
        fixed (byte* to = state)
            Assert.That(context.SaveState(sequence, to, state.Length));
        return state;
    }
}
