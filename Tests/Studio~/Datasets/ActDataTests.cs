using Ojousama.Studio.Datasets;
using Ojousama.Studio.Stock;

namespace Ojousama.Tests.Studio.Datasets;

/// <summary>The rules of the data that acts and stock replies come from.</summary>
public sealed class ActDataTests
{
    static readonly IReadOnlyList<ActLine> s_lines = ActLine.ReadAll(DataFolder.ActLines);
    static readonly IReadOnlyList<ActReply> s_replies = ActReply.ReadAll(DataFolder.ActReplies);
    static readonly IReadOnlyList<ActLine> s_test = ActLine.ReadAll([DataFolder.Find("acts-ja/test.jsonl")]);

    [Test]
    public void EveryVoiceHasRepliesForEveryAct()
    {
        string[] acts = [.. s_lines.Select(line => line.Act).Distinct().Order()];
        Assert.That(s_test.Select(line => line.Act).Distinct(), Is.SubsetOf(acts));
        foreach (var voice in s_replies.GroupBy(reply => reply.Voice))
        {
            Assert.That(voice.Select(reply => reply.Act).Distinct().Order(), Is.EqualTo(acts), voice.Key);
            Assert.That(voice.CountBy(reply => reply.Act).Where(act => act.Value < 8), Is.Empty, voice.Key);
            Assert.That(voice.Select(reply => reply.Reply), Is.Unique, voice.Key);
        }
    }

    [Test]
    public void TheActsAreThoseOfTheReadme()
    {
        string readme = File.ReadAllText(DataFolder.Find("acts-ja/README.md"));
        Assert.That(s_lines.Select(line => line.Act).Distinct().Where(act => !readme.Contains($"| `{act}` |", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void RepliesStayInTheirVoice() => Assert.That(
        s_replies.Where(reply => reply.Reply.Length is < 5 or > 60 || ContextDataTests.Banned[reply.Voice].IsMatch(reply.Reply)).Select(reply => $"{reply.Voice}: {reply.Reply}"), Is.Empty);

    [Test]
    public void NothingIsUnfitForAllAges() => Assert.That(
        s_replies.Select(reply => reply.Reply).Where(text => ContextDataTests.Unfit().IsMatch(text)), Is.Empty);

    [Test]
    public void NoLineIsLearnedUnderTwoActsOrTestedOn()
    {
        Assert.That(s_lines.DistinctBy(line => (line.Line, line.Act)).GroupBy(line => line.Line).Where(same => same.Count() > 1).Select(same => same.Key), Is.Empty);
        // What a hundred people say in the same words (「おはよう」) is no leak.
        const int Telling = 8;
        Assert.That(s_test.Select(line => line.Line).Where(line => line.Length >= Telling).Intersect(s_lines.Select(line => line.Line)), Is.Empty);
    }
}
