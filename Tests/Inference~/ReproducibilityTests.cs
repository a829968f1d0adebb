using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Tests.Inference;

public sealed class ReproducibilityTests
{
    [Test]
    public async Task AReproducibleReplyIsTheSameWhateverWasSaidBeforeAndBesideIt()
    {
        using LlamaDialogueModel model = await LlamaFixture.LoadAsync();
        GenerationRequest[] requests = [.. Enumerable.Range(0, 4).Select(Sampled)];
        List<Reply> alone = [];
        foreach (GenerationRequest request in requests)
            alone.Add(await model.ReadAsync(request));

        // The other way round, all at once, and mixed with replies that share cells and batches.
        Reply[] crowded = await Task.WhenAll(requests.Reverse().SelectMany(
            request => new[] { model.ReadAsync(request), model.ReadAsync(request with { IsReproducible = false, MaxTokens = 4 }) }));

        Reply[] again = [.. crowded.Where((_, i) => i % 2 == 0).Reverse()];
        Assert.That(again.Select(r => r.Text), Is.EqualTo(alone.Select(r => r.Text)));
        Assert.That(again.Select(r => r.End.Timings.CachedTokens), Is.All.Zero);
    }

    static GenerationRequest Sampled(int i) => LlamaFixture.Request(
        "週末は何をなさいますか？", maxTokens: 16, sampling: new SamplingOptions { Seed = (uint)i, Temperature = 1.2f }, facts: ["趣味は紅茶。", "バイオリンを習っている。"])
        with { IsReproducible = true };
}
