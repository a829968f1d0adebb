using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.LLamaSharp;
using Ojousama.Loading;

namespace Ojousama.Tests.Loading;

/// <summary>The whole way of a line with the real models.</summary>
public sealed class LoadedCharacterTests
{
    [Test]
    public async Task SheAnswersFromHerFacts()
    {
        using var ayane = await LoadedCharacter.LoadAsync(Sheet());
        Conversation conversation = ayane.StartConversation(new ConversationOptions { Sampling = SamplingOptions.Greedy, FirstSentenceTimeout = TimeSpan.FromMinutes(5) });

        DialogueItem[] items = await conversation.SayAsync("お名前は？").ToArrayAsync();

        var facts = items.OfType<FactsRecalled>().Single().Facts;
        Turn turn = items.OfType<TurnFinished>().Single().Turn;
        Assert.Multiple(() =>
        {
            Assert.That(facts[0].Text, Is.EqualTo("名前は小野寺絢音。"));
            Assert.That(turn.Reply, Does.Contain("小野寺").Or.Contain("絢音"));
            Assert.That(string.Concat(items.OfType<TextPiece>().Select(p => p.Text)), Is.EqualTo(turn.Reply));
        });
    }

    [Test]
    public async Task AnotherEngineTakesTheOldOnesPlace()
    {
        IInferenceEngine usual = InferenceEngines.Current;
        InferenceEngines.Register(LLamaSharpEngine.EngineName, () => new LLamaSharpEngine());
        InferenceEngines.Use(LLamaSharpEngine.EngineName);
        try
        {
            using var ayane = await LoadedCharacter.LoadAsync(Sheet(), gpuLayers: 0);
            Conversation conversation = ayane.StartConversation(new ConversationOptions { Sampling = SamplingOptions.Greedy, FirstSentenceTimeout = TimeSpan.FromMinutes(5) });
            Turn turn = (await conversation.SayAsync("お名前は？").ToArrayAsync()).OfType<TurnFinished>().Single().Turn;
            Assert.That(ayane.Placement, Does.Contain("llamasharp"));
            Assert.That(ayane.Reranker, Is.Null, "it is llama.cpp's, and the usual decision does without");
            Assert.That(turn.Reply, Does.Contain("小野寺").Or.Contain("絢音"));
        }
        finally
        {
            InferenceEngines.Current = usual;
        }
    }

    [Test]
    public void AnEngineThatIsNotThereIsNamedWithThoseThatAre() =>
        Assert.That(() => InferenceEngines.Use("onnx"), Throws.TypeOf<OjousamaException>().With.Message.Contains("“onnx”").And.Message.Contains("llama.cpp").And.Message.Contains("-p:"));

    [Test]
    public async Task CharactersOfTheSameFilesShareTheirModel()
    {
        var first = await LoadedCharacter.LoadAsync(Sheet());
        var second = await LoadedCharacter.LoadAsync(Sheet());
        Assert.That(second.Model, Is.SameAs(first.Model));

        first.Dispose();
        DialogueItem[] items = await second.StartConversation(new ConversationOptions { FirstSentenceTimeout = TimeSpan.FromMinutes(5) }).SayAsync("ごきげんよう").ToArrayAsync();
        Assert.That(items.Last(), Is.InstanceOf<TurnFinished>());
        second.Dispose();
        Assert.That(() => second.Model.CountTokens([]), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task SheKnowsOfAnotherWhatThatOnesSheetLetsHerKnow()
    {
        CharacterSheet friend = Sheet();
        friend.name = "白石美咲";
        friend.facts = [new Fact { text = "誕生日は10月8日。", knownBy = { "小野寺絢音" } }, new Fact { text = "実はお化けが苦手。" }];
        using var ayane = await LoadedCharacter.LoadAsync(Sheet(), others: [friend]);

        var known = (await ayane.Facts.ExplainAsync("白石美咲さんの誕生日はいつ？")).Scores.Select(s => s.Text).ToArray();

        Assert.That(known[0], Is.EqualTo("白石美咲は、誕生日は10月8日。"));
        Assert.That(known, Has.None.Contains("お化け"));
    }

    [Test]
    public void AMissingFileIsNamedBeforeAnythingIsLoaded()
    {
        CharacterSheet sheet = Sheet();
        sheet.model.adapter = "nobody.gguf";
        Assert.That(
            () => LoadedCharacter.LoadAsync(sheet),
            Throws.InstanceOf<OjousamaException>().With.Message.Contains("nobody.gguf").And.Message.Contains("Put the file"));
    }

    static CharacterSheet Sheet() => new()
    {
        name = "小野寺絢音",
        instruction = "お嬢様として一文で答える。",
        fallbackLine = "ごめんあそばせ。",
        facts =
        [
            .. new[] { "名前は小野寺絢音。", "好きな季節は冬。", "バイオリンを子供の頃から習っている。", "両親は不動産業を営んでいる。" }.Select(f => new Fact { text = f }),
        ],
    };
}
