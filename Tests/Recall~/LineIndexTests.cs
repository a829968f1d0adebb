using Ojousama.Character;
using Ojousama.Recall.Lines;

namespace Ojousama.Tests.Recall;

public sealed class LineIndexTests
{
    static readonly SampleLine[] s_lines =
    [
        new() { player = "雨が降ってきたね", reply = "傘に入れてくださる？" },
        new() { player = "降り出したよ、雨", reply = "傘に入れてくださる？" },
        new() { player = "お腹すいた", reply = "何か召し上がりましょう" },
    ];

    string _path = "";

    [SetUp]
    public void Name() => _path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.lines");

    [TearDown]
    public void Delete() => File.Delete(_path);

    [Test]
    public async Task A_line_is_found_by_its_meaning_and_no_reply_comes_twice()
    {
        await WriteAsync();

        LineIndex index = await LineIndex.BuildAsync([], _path, RecallFixture.Embedder);
        var recalled = await index.RecallAsync("あ、雨だ", 2);

        Assert.That(index.Count, Is.EqualTo(3));
        Assert.That(recalled.Select(line => line.Reply), Is.EqualTo(new[] { "傘に入れてくださる？", "何か召し上がりましょう" }));
    }

    [Test]
    public async Task A_file_keeps_lines_and_vectors()
    {
        await WriteAsync();

        var fromFile = await (await LineIndex.BuildAsync([], _path, RecallFixture.Embedder)).RecallAsync("雨が降ってきたね", 1);
        var fromSheet = await (await LineIndex.BuildAsync(s_lines, null, RecallFixture.Embedder)).RecallAsync("雨が降ってきたね", 1);

        Assert.That(fromFile.Single().PlayerLine, Is.EqualTo("雨が降ってきたね"));
        Assert.That(fromFile.Single().Score, Is.EqualTo(fromSheet.Single().Score).Within(0.01).And.GreaterThan(0.98));
    }

    [Test]
    public async Task A_damaged_file_is_told_with_its_cure()
    {
        await WriteAsync();
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[^5] ^= 1;
        File.WriteAllBytes(_path, bytes);

        Assert.That(
            () => LineIndex.BuildAsync([], _path, RecallFixture.Embedder),
            Throws.TypeOf<OjousamaException>().With.Message.Contains(_path).And.Message.Contains("lines build"));
    }

    async Task WriteAsync() => LineFile.Write(
        _path, await LineIndex.EmbedAsync(s_lines, RecallFixture.Embedder, CancellationToken.None), RecallFixture.Embedder.Id, RecallFixture.Embedder.Dimensions);
}
