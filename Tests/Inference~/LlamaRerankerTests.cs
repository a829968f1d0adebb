using Ojousama.Inference.Llama;

namespace Ojousama.Tests.Inference;

/// <summary>The shipped reranker.</summary>
public sealed class LlamaRerankerTests
{
    static readonly string[] s_facts = ["弟が三人いる。", "納豆が苦手だ。", "実家は金沢の和菓子屋だ。", "走り高跳びの選手だった。"];

    LlamaReranker _reranker = null!;

    [OneTimeSetUp]
    public async Task LoadAsync() => _reranker = await LlamaReranker.LoadAsync(LlamaReranker.PathBeside(PackagePaths.FindModel(LlamaFixture.Embedder)));

    [OneTimeTearDown]
    public void Free() => _reranker.Dispose();

    [TestCase("ご兄弟は何人いるの？", 0)]
    [TestCase("嫌いな食べ物ある？", 1)]
    [TestCase("ご実家は何のお店？", 2)]
    [TestCase("部活は何をしてたの？", 3)]
    public async Task A_fact_that_answers_comes_first_and_counts_as_an_answer(string line, int gold)
    {
        float[] logits = await _reranker.ScoreAsync(line, s_facts, default);

        Assert.That(Array.IndexOf(logits, logits.Max()), Is.EqualTo(gold), string.Join(", ", logits));
        Assert.That(logits[gold], Is.Positive);
    }

    [TestCase("今日は雨だね")]
    [TestCase("宿題やってきた？")]
    [TestCase("ありがとう、助かったよ")]
    public async Task Small_talk_is_answered_by_none(string line) =>
        Assert.That((await _reranker.ScoreAsync(line, s_facts, default)).Max(), Is.Negative);

    [Test]
    public async Task Long_texts_are_cut_and_none_at_all_cost_nothing()
    {
        float[] logits = await _reranker.ScoreAsync(new string('あ', 2000), ["い" + new string('う', 2000), ""], default);

        Assert.That(logits, Has.Length.EqualTo(2).And.All.Matches<float>(float.IsFinite));
        Assert.That(await _reranker.ScoreAsync("お名前は？", [], default), Is.Empty);
    }

    [Test]
    public void A_model_without_a_head_is_refused()
    {
        var e = Assert.ThrowsAsync<OjousamaException>(() => LlamaReranker.LoadAsync(PackagePaths.FindModel(LlamaFixture.Embedder)));

        Assert.That(e!.Problem, Does.Contain("no reranker"));
    }
}
