using System.Text;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Tests.Inference;

/// <summary>The real model's tokens, and what its adapter does to its logits.</summary>
public sealed class VocabularyTests
{
    LlamaModel _model = null!;

    [OneTimeSetUp]
    public void Load() => _model = LlamaModel.Rent(PackagePaths.FindModel(LlamaFixture.Model), LayerPlacement.Cpu, null, CancellationToken.None);

    [OneTimeTearDown]
    public void Free() => _model.Return();

    [TestCase("ごきげんよう。小野寺絢音と申しますの。")]
    [TestCase("髙﨑さんの鰻と𠮷野家、👩‍🎓と🎻！？")]
    [TestCase("ＶＲChat ｶﾀｶﾅ が゛  二つの空白\n改行\tタブ")]
    [TestCase("<start_of_turn>user </s> [INST] は言葉であって印ではない")]
    public void TokensSpellTheirText(string text)
    {
        var tokens = new List<int>();
        _model.Vocabulary.Tokenize(text, tokens);
        byte[] spelled = tokens.SelectMany(t => _model.Vocabulary.Piece(t).Bytes).ToArray();
        Assert.That(Encoding.UTF8.GetString(spelled), Is.EqualTo(text));
    }

    [Test]
    public void TheAdapterChangesTheLogits()
    {
        var tokens = new List<int> { _model.Vocabulary.Bos };
        _model.Vocabulary.Tokenize("お名前は？", tokens);
        using var context = new LlamaContext(_model, sequences: 1, cells: 128, 128, threads: 1, embeddings: false);
        using LlamaAdapter adapter = LlamaAdapter.Load(_model, PackagePaths.FindModel(LlamaFixture.Adapter));

        float[] bare = Logits(null);
        float[] tuned = Logits(adapter);
        float[] again = Logits(null);

        Assert.Multiple(() =>
        {
            Assert.That(bare.Zip(tuned, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(1f));
            Assert.That(again, Is.EqualTo(bare), "nothing of it is left behind");
        });

        float[] Logits(LlamaAdapter? with)
        {
            context.Clear();
            context.SetAdapter(with, with == null ? 0 : 1);
            context.ClearBatch();
            int last = 0;
            for (int i = 0; i < tokens.Count; i++)
                last = context.Add(tokens[i], i, 0, wantsOutput: i == tokens.Count - 1);
            Assert.That(context.Decode(), Is.Zero);
            return context.Logits(last).ToArray();
        }
    }
}
