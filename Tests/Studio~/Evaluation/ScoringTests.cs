using System.Text.Json;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Scoring;
using Ojousama.Tests.Package;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>Each part of the headline by itself.</summary>
public sealed class ScoringTests
{
    static readonly CharacterSheet s_ayane = SheetFile.Read(Path.Combine(PackageFolder.Root, "Samples~/DatingSim/Characters/Ayane.asset"));

    [TestCase("１７歳", "十七歳")]
    [TestCase("17歳", "１７歳")]
    [TestCase("カフェ", "ｶﾌｪ")]
    [TestCase("ガーデン", "ｶﾞｰﾃﾞﾝ")]
    [TestCase("パフェ", "ﾊﾟﾌｪ")]
    [TestCase("みゅーじかる", "ミュージカル")]
    [TestCase("6月12日", "六月十二日")]
    [TestCase("ABC型", "ａｂｃ型")]
    [TestCase("165cm", "１６５㎝")]
    public void Spellings_of_the_same_words_are_one(string a, string b) => Assert.That(TextFold.Fold(a), Is.EqualTo(TextFold.Fold(b)));

    [TestCase("17", "十七歳ですわ", true)]
    [TestCase("17", "170センチですわ", false)]
    [TestCase("3", "十三位ですの", false)]
    [TestCase("3", "三位ですの", true)]
    [TestCase("[0-9]センチ", "百六十センチですわ", true)]
    [TestCase("[0-9]センチ", "センチメンタルですの", false)]
    [TestCase("たこ焼き", "タコ焼きがお好きでしたわね", true)]
    [TestCase("誕生日", "たんじょうびは秘密ですわ", true)]
    [TestCase("(笑)", "まあ（笑）", true)]
    [TestCase("a.c", "abc", false)]
    public void A_text_is_found_however_it_is_spelt_and_a_number_only_whole(string text, string reply, bool isThere) =>
        Assert.That(new ExpectedText(text).IsIn(reply), Is.EqualTo(isThere));

    [TestCase("ええ、アメリカですわ。", null)]
    [TestCase("わたくしも嬉しく思いますの", null)]
    [TestCase("ええ、アメリカだよ。", nameof(FaultCode.BannedWord))]
    [TestCase("僕はアメリカにいますわ。", nameof(FaultCode.BannedWord))]
    [TestCase("私は絢音ですわ。", nameof(FaultCode.OtherFirstPerson))]
    [TestCase("私立の学校ですわ。", null)]
    [TestCase("うん、アメリカ。", nameof(FaultCode.NoVoice))]
    public void Her_voice_is_told_by_what_she_never_says_and_how_her_sentences_end(string reply, string? fault) =>
        Assert.That(new StyleCheck(s_ayane, [.. s_ayane.sampleLines.Select(l => l.reply)]).Find(reply)?.Code.ToString(), Is.EqualTo(fault));

    [TestCase("兄はアメリカにおりますの。", null)]
    [TestCase("兄はイギリスにおりますの。", "いぎりす")]
    [TestCase("兄はイギリスにいるとお思いでしたの？", null)]
    [TestCase("いいえ、妹はおりませんわ。", null)]
    [TestCase("妹がひとりおりますの。", "妹")]
    [TestCase("18歳ですわ。", "18歳")]
    [TestCase("十七歳ですわ。", null)]
    [TestCase("ピアノを弾きますわ。", "ぴあの")]
    [TestCase("ミュージカルが好きですわ。", null)]
    [TestCase("紅茶が大好きですわ。", "紅茶")]
    [TestCase("二人で一緒に参りましょう、一つだけですわ。", null)]
    [TestCase("まあ、京都へいらしたのですね。", null)]
    public void A_claim_needs_a_fact_or_the_players_words(string reply, string? claim)
    {
        string[] known = [.. s_ayane.facts.Select(f => f.text), "昨日京都に行ってきたんだ"];
        Assert.That(ClaimCheck.Find(reply, known)?.Detail, Is.EqualTo(claim));
    }

    [TestCase("はい。", "end", null)]
    [TestCase("はい", "length", nameof(FaultCode.CutOff))]
    [TestCase("", "guard", nameof(FaultCode.Guarded))]
    [TestCase("", "end", nameof(FaultCode.Empty))]
    [TestCase("一。二。三。四。", "end", nameof(FaultCode.TooLong))]
    [TestCase("わたくし、わたくし、わたくし、わたくしですわ", "end", nameof(FaultCode.Loop))]
    [TestCase("今天天气很好我们一起去公园吧。", "end", nameof(FaultCode.Foreign))]
    public void A_reply_ends_cleanly_or_tells_why_not(string reply, string stop, string? fault) =>
        Assert.That(StopCheck.Find(reply, stop, mayRefuse: false)?.Code.ToString(), Is.EqualTo(fault));

    [Test]
    public void A_reply_passes_only_if_every_part_does()
    {
        var scorer = new ReplyScorer(s_ayane, [.. s_ayane.sampleLines.Select(l => l.reply)]);
        var question = new Question(JsonSerializer.SerializeToElement("1"), "お兄さんは？", Kind: "own", Accept: ["アメリカ"], Reject: ["イギリス"]);
        ReplyScore good = Score("アメリカに留学しておりますの。"), bad = Score("イギリスだよ。");
        Assert.Multiple(() =>
        {
            Assert.That(good.Passes, Is.True, string.Join(' ', good.Faults));
            Assert.That(bad.Faults.Select(f => f.Code), Is.EquivalentTo(new[] { FaultCode.BannedWord, FaultCode.Rejected, FaultCode.Unsupported }));
            Assert.That(Score("存じませんわ。"), Has.Property(nameof(ReplyScore.Refuses)).True);
        });

        ReplyScore Score(string reply)
        {
            var turn = new Turn(new("お兄さんは？", [], reply), [], StopReason.End, default);
            return scorer.Score(question, new RehearsedReply(question, "お兄さんは？", new FactsRecalled([], []), turn, null));
        }
    }

    [Test]
    public void Twenty_characters_of_a_training_line_are_a_copy_and_nineteen_are_not()
    {
        const string Line = "いろはにほへとちりぬるをわかよたれそつねならむ";
        var check = new CopyCheck([Line]);
        Assert.Multiple(() =>
        {
            Assert.That(check.IsCopy("まあ、" + Line[1..21] + "ですわ"));
            Assert.That(check.IsCopy("まあ、" + Line[1..20] + "ですわ"), Is.False);
        });
    }
}
