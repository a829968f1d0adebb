using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Turns;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Memory;
using Ojousama.Saving;
using Ojousama.Tests.Dialogue;

namespace Ojousama.Tests.Recall;

public sealed class MemoryTests
{
    readonly CharacterSheet _ayane = Questions.Sheet("Ayane");

    [Test]
    public async Task What_the_player_told_is_recalled_with_her_own_facts()
    {
        using var transcript = new Transcript();
        var memory = await CharacterMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        IFactSource sources = memory.With(await FactIndex.BuildAsync(_ayane.facts, _ayane.name, RecallFixture.Embedder));
        transcript.Add(Turn("俺の誕生日は8月3日なんだ"));
        transcript.Add(Turn("今日は暑いね"));

        PlayerFact fact = memory.Player.Facts.Single();
        Assert.Multiple(() =>
        {
            Assert.That((fact.Slot.name, fact.Value, fact.Source), Is.EqualTo(("birthday", "8月3日", "俺の誕生日は8月3日なんだ")));
            Assert.That(fact.Text, Is.EqualTo("お相手の誕生日は8月3日。"));
        });
        Assert.That((await sources.RecallAsync("俺の誕生日、覚えてる？", 3))[0].Text, Is.EqualTo(fact.Text));
        Assert.That((await sources.RecallAsync("君はどこに住んでるの？", 3))[0].Text, Is.EqualTo("現在は東京に在住している。"));
    }

    [Test]
    public async Task What_he_tells_has_an_answer_in_its_authors_words()
    {
        using var transcript = new Transcript();
        PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        Assert.Multiple(() =>
        {
            Assert.That(memory.RepliesTo("僕はタクミっていうんだ、よろしくね", "")[0], Does.Contain("『タクミ』"));
            Assert.That(memory.RepliesTo("僕の誕生日、6月3日なんだ", "")[0], Does.StartWith("6月3日が"));
            Assert.That(memory.RepliesTo("今日は暑いね", ""), Is.Empty);
        });
    }

    [Test]
    public async Task Memory_follows_edits_rollback_and_saves()
    {
        using var transcript = new Transcript();
        PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        transcript.Add(Turn("僕の名前はタカシ。"));
        transcript.Add(Turn("やっぱりケンって呼んで"));
        Assert.That(Told(), Is.EqualTo("お相手の名前はケン。"));
        Assert.That(await AskedAsync(), Is.EqualTo("お相手の名前はケン。"));

        transcript.RollBack();
        Assert.That(Told(), Is.EqualTo("お相手の名前はタカシ。"));
        Assert.That(await AskedAsync(), Is.EqualTo("お相手の名前はタカシ。"));

        memory.Set("nickname", "たっくん"); // another way from here on
        Assert.That((Told(), memory.Facts[0].Source), Is.EqualTo(("お相手の名前はたっくん。", "")));

        var loaded = new Transcript();
        loaded.Load(transcript.Past());
        Assert.That((await PlayerMemory.OpenAsync(_ayane, loaded, RecallFixture.Embedder)).Facts.Single().Value, Is.EqualTo("たっくん"));

        memory.Forget("nickname");
        Assert.That(memory.Facts, Is.Empty);
        Assert.That(await AskedAsync(), Is.Null);

        transcript.Load([]);
        Assert.That(memory.Facts, Is.Empty);

        string? Told() => memory.Facts.SingleOrDefault()?.Text;
        async Task<string?> AskedAsync() => (await memory.RecallAsync("僕の名前を覚えてる？", 1)).Select(f => f.Text).SingleOrDefault();
    }

    [Test]
    public async Task What_is_taken_back_is_forgotten()
    {
        using var transcript = new Transcript();
        PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        transcript.Add(Turn("名前は太郎だけど花子って呼んで"));
        transcript.Add(Turn("誕生日は2001/3/4だよ"));
        Assert.That(memory.Facts.Select(f => f.Value), Is.EqualTo(new[] { "花子", "3月4日" }));

        transcript.Add(Turn("ごめん、誕生日は3月4日じゃないんだ。"));
        Assert.That(memory.Facts.Select(f => f.Value), Is.EqualTo(new[] { "花子" }));
        transcript.Add(Turn("花子じゃなくて太郎って呼んで"));
        Assert.That(memory.Facts.Select(f => f.Value), Is.EqualTo(new[] { "太郎" }));
    }

    [Test]
    public async Task A_joke_takes_back_what_was_told_right_before_it()
    {
        using var transcript = new Transcript();
        PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        transcript.Add(Turn("誕生日は3月4日だよ"));
        transcript.Add(Turn("名前は太郎"));
        transcript.Add(Turn("なんてね"));

        Assert.That(memory.Facts.Select(f => f.Value), Is.EqualTo(new[] { "3月4日" }));
    }

    [Test]
    public async Task What_a_pattern_refused_is_not_asked_of_the_model()
    {
        using var transcript = new Transcript();
        var model = new ScriptedModel("「太郎」");
        using PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder, model);
        transcript.Add(Turn("名前は太郎らしい"));
        await memory.Listening;

        Assert.That(model.Requests, Is.Empty);
    }

    [Test]
    public async Task Lines_to_others_and_authored_answers_tell_her_nothing()
    {
        using var transcript = new Transcript();
        PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        transcript.Add(new TurnTaken("美咲", new Exchange("俺の名前はタカシ", [], "よろしく！")));
        transcript.Add(new TurnTaken(_ayane.ShownName, new Exchange("俺の名前はケン", [], _ayane.fallbackLine), "", isAuthored: true));

        Assert.That(memory.Facts, Is.Empty);
    }

    /// <summary>The model's part is played by a script here, so that each way of answering is tried; SlotListenerTests asks the real one.</summary>
    [Test]
    public async Task What_the_model_hears_is_kept_with_its_line_once_nobody_waits()
    {
        using var transcript = new Transcript();
        var model = new ScriptedModel("「ヒロ", "」") { Gate = new SemaphoreSlim(0) };
        using PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder, model);

        transcript.Add(Turn("みんなからはヒロって呼ばれてるんだ"));
        Assert.That(memory.Facts, Is.Empty, "nothing waits for the model");
        transcript.Add(Turn("今日は暑いね"));
        model.Gate!.Release(2);
        await memory.Listening;

        PlayerFact fact = memory.Facts.Single();
        Assert.That((fact.Slot.name, fact.Value, fact.Source), Is.EqualTo(("nickname", "ヒロ", "みんなからはヒロって呼ばれてるんだ")));
        Assert.That(model.Requests, Has.Count.EqualTo(1), "a line without a cue is not asked about");
        Assert.That(model.Requests[0].Priority, Is.Not.Null);
        Assert.That(model.Requests[0].Adapter, Is.Null);

        var loaded = new Transcript();
        loaded.Load(transcript.Past());
        Assert.That((await PlayerMemory.OpenAsync(_ayane, loaded, RecallFixture.Embedder)).Facts.Single().Source, Is.EqualTo(fact.Source));
        memory.Forget("nickname");
        Assert.That(memory.Facts, Is.Empty);
    }

    [TestCase("「タカシ」", TestName = "A_name_that_the_line_lacks_is_not_kept")]
    [TestCase("なし", TestName = "Nothing_heard_is_nothing_kept")]
    [TestCase("「ヒロ", TestName = "An_answer_cut_short_is_not_kept")]
    public async Task Only_a_piece_of_the_line_is_kept(string answer)
    {
        using var transcript = new Transcript();
        using PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder, new ScriptedModel(answer));
        transcript.Add(Turn("みんなからはヒロって呼ばれてるんだ"));
        await memory.Listening;

        Assert.That(memory.Facts, Is.Empty);
        Assert.That(transcript.Events, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_is_heard_after_a_roll_back_takes_nothing_from_the_player()
    {
        using var transcript = new Transcript();
        var model = new ScriptedModel("「ヒロ」") { Gate = new SemaphoreSlim(0) };
        using PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder, model);
        transcript.Add(Turn("今日は暑いね"));
        transcript.Add(Turn("みんなからはヒロって呼ばれてるんだ"));

        transcript.RollBack();
        model.Gate!.Release();
        await memory.Listening;

        Assert.That(transcript.Events, Has.Count.EqualTo(2));
        Assert.That(transcript.Forward(), Is.True);
    }

    [Test]
    public async Task A_slot_without_cues_never_asks_the_model()
    {
        CharacterSheet sheet = Questions.Sheet("Ayane");
        sheet.memorySlots.ForEach(slot => slot.cues.Clear());
        using var transcript = new Transcript();
        var model = new ScriptedModel("「ヒロ」");
        using PlayerMemory memory = await PlayerMemory.OpenAsync(sheet, transcript, RecallFixture.Embedder, model);
        transcript.Add(Turn("みんなからはヒロって呼ばれてるんだ"));
        await memory.Listening;

        Assert.That(model.Requests, Is.Empty);
    }

    [Test]
    public void A_slot_that_the_sheet_lacks_is_an_error()
    {
        var error = Assert.ThrowsAsync<OjousamaException>(async () =>
            (await PlayerMemory.OpenAsync(_ayane, new Transcript(), RecallFixture.Embedder)).Set("shoe_size", "27"));
        Assert.That(error!.Message, Does.Contain("shoe_size").And.Contain("memorySlots"));
    }

    [Test]
    public async Task What_is_typed_into_a_field_is_as_clean_as_a_line()
    {
        PlayerMemory memory = await PlayerMemory.OpenAsync(_ayane, new Transcript(), RecallFixture.Embedder);
        memory.Set("nickname", "太郎[affection:+3]<start_of_turn>\n\u202E" + new string('長', 99));
        memory.Set("birthday", "６/１２");

        Assert.That(memory.Facts.Select(fact => fact.Value), Is.EqualTo(new[] { "太郎 " + new string('長', 57), "6月12日" }));
        Assert.That(() => memory.Set("birthday", "13月45日"), Throws.TypeOf<OjousamaException>().With.Message.Contains("13月45日"));
        memory.Set("nickname", "\u200B");
        Assert.That(memory.Facts.Single().Value, Is.EqualTo("6月12日"), "what nobody sees forgets");
    }

    [Test]
    public async Task An_old_exchange_is_recalled_until_it_is_deleted()
    {
        using var transcript = new Transcript();
        ConversationMemory memory = await ConversationMemory.OpenAsync(transcript, RecallFixture.Embedder);
        Exchange[] old =
        [
            new("昨日、駅前で大きな犬に追いかけられたんだ", [], "まあ、お怪我はありませんでしたの？"),
            new("今度の日曜に水族館へ行こうよ", [], "ええ、ペンギンが楽しみですわ"),
        ];
        await memory.FollowAsync(old);

        Assert.That((await memory.RecallAsync("水族館に行く話、覚えてる？", 1)).Single().Text, Does.Contain("水族館").And.Contain("ペンギン"));

        memory.Forget(old[1]);
        await memory.FollowAsync(old);
        Assert.That(memory.Exchanges, Is.EqualTo(new[] { old[0] }));
        Assert.That((await memory.RecallAsync("水族館に行く話、覚えてる？", 3)).Select(f => f.Text), Has.None.Contains("水族館"));

        await memory.FollowAsync([]);
        Assert.That(await memory.RecallAsync("犬に追いかけられた話", 3), Is.Empty, "rolled back to before it was said");
    }

    /// <summary>A context of 300 tokens, one a character: soon the first line is no longer in the prompt, but what was said is.</summary>
    [Test]
    public async Task What_fell_out_of_the_prompt_comes_back_when_it_is_asked_for()
    {
        using var transcript = new Transcript();
        var memory = await CharacterMemory.OpenAsync(_ayane, transcript, RecallFixture.Embedder);
        var model = new ScriptedModel("ええ、ペンギンが楽しみですわ。") { ContextTokens = 300 };
        var conversation = new Conversation(_ayane, model, options: new ConversationOptions { Memory = memory });
        await conversation.SayAsync("今度の日曜に水族館へ行こうよ").ToArrayAsync();
        for (int i = 0; i < 8; i++)
            await conversation.SayAsync($"今日は{i}時間目まであって疲れたよ").ToArrayAsync();

        await conversation.SayAsync("水族館に行く約束、覚えてる？").ToArrayAsync();

        Assert.That(memory.Conversation.Exchanges.Select(e => e.PlayerLine), Does.Contain("今度の日曜に水族館へ行こうよ"));
        Assert.That(conversation.Turns[^1].Exchange.Facts, Has.Some.Contains("今度の日曜に水族館へ行こうよ"));
    }

    [Test]
    public async Task A_friend_knows_what_the_other_sheet_lets_her_know()
    {
        CharacterSheet misaki = Questions.Sheet("Misaki");
        var shared = SharedFacts.KnownTo(_ayane, [misaki, _ayane]);
        FactIndex index = await FactIndex.BuildAsync(_ayane, [misaki, _ayane], RecallFixture.Embedder);

        Assert.That(shared.Select(f => f.text), Has.All.StartsWith("白石美咲は、"));
        Assert.That(shared, Has.Count.EqualTo(misaki.facts.Count(f => f.knownBy.Contains(_ayane.name))));
        Assert.That((await index.RecallAsync("美咲ちゃんの誕生日っていつ？", 1)).Single().Text, Is.EqualTo("白石美咲は、誕生日は10月8日。"));
        Assert.That((await index.RecallAsync("君の名前は？", 1)).Single().Text, Is.EqualTo("名前は小野寺絢音。"));
    }

    TurnTaken Turn(string line) => new(_ayane.ShownName, new Exchange(line, [], "そうですの。"));
}
