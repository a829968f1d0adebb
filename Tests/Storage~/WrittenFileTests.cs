using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Saving;
using Ojousama.Storage;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Storage;

/// <summary>Files as they were written before each change of a format, a numbered folder a change: they are read for ever.</summary>
/// <remarks>1: by a MessagePack codec of our own, heads with checksums over different bytes. 2: by the library, one kind of head. 3: replies' vectors in line files. 4: logs no longer begin as line files do. 5: line files keep a reply once.</remarks>
public sealed class WrittenFileTests
{
    static readonly DateTimeOffset s_saved = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);

    static readonly LineRow[] s_lines =
    [
        new(new SampleLine { player = "趣味は？", reply = "ピアノですわ。" }, [0.5f, -0.5f, 0.5f, 0.5f], [0f, 0.6f, -0.8f, 0f]),
        new(new SampleLine { player = "おはよう", reply = new string('あ', 100) }, [1f, 0f, 0f, 0f], [0f, 0f, 0f, 1f]),
    ];

    static string[] Versions => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!)];

    static string Root => Path.Combine(PackageFolder.Root, "Tests", "Storage~", "Written");

    [TestCaseSource(nameof(Versions))]
    public void LogsAreRead(string version)
    {
        using var folder = new TemporaryFolder();
        File.Copy(FileOf(version, "game.log"), folder["game.log"]);
        var events = new List<GameEvent>();
        using var log = new EventLog(folder["game.log"], events);
        Assert.That((Events.Json(events), log.CutBytes), Is.EqualTo((Events.Json(Told()), 0)));
    }

    [TestCaseSource(nameof(Versions))]
    public void SavesAreRead(string version)
    {
        string path = FileOf(version, "quick-01.save");
        Save save = SaveFormat.Read(File.ReadAllBytes(path), path);
        Assert.That(Events.Json(save.Events), Is.EqualTo(Events.Json(Told())));
        Assert.That((save.SavedAt, save.Played, save.Caption, save.Number), Is.EqualTo((s_saved, TimeSpan.FromMinutes(83), "薔薇園にて", 7)));
        Assert.That(save.Thumbnail, Is.EqualTo(Thumbnail()));
        Assert.That(SaveFormat.ReadSummary(File.ReadAllBytes(path), path).Caption, Is.EqualTo("薔薇園にて"));
    }

    [TestCaseSource(nameof(Versions))]
    public void ReadLinesAreRead(string version)
    {
        var read = new ReadLines(FileOf(version, "read.bin"));
        Assert.That((read.Count, read.Contains("garden/1", "ごきげんよう。"), read.Contains("garden/2", "お茶ですわ。")), Is.EqualTo((2, true, true)));
    }

    [TestCaseSource(nameof(Versions))]
    public void EmbeddingsAreRead(string version)
    {
        var entries = EmbeddingFile.Read(File.ReadAllBytes(FileOf(version, "e5.embeddings")), "e5", 3).Select(e => (e.Key, string.Join(" ", e.Vector)));
        Assert.That(entries, Is.EquivalentTo(Embeddings().Select(e => (e.Key, string.Join(" ", e.Vector)))));
    }

    [Test]
    public void LineFilesAreRead()
    {
        var lines = LineFile.Read(FileOf(Versions.Max()!, "v.lines"), "e5", 4);
        Assert.That(lines.Select(l => (l.Line.player, l.Line.reply)), Is.EqualTo(s_lines.Select(l => (l.Line.player, l.Line.reply))));
        Assert.That(lines.SelectMany(l => l.Said.Concat(l.Answered)), Is.EqualTo(s_lines.SelectMany(l => l.Said.Concat(l.Answered))).Within(0.005f));
    }

    /// <summary>They are made from rows within minutes.</summary>
    [TestCase("1", 1)]
    [TestCase("2", 1)]
    [TestCase("4", 2)]
    public void LineFilesOfBeforeAreRefusedWithTheirRemedy(string version, int format) => Assert.That(
        () => LineFile.Read(FileOf(version, "v.lines"), "e5", 4),
        Throws.InstanceOf<OjousamaException>().With.Message.Contains($"it has format {format}, not 3").And.Message.Contains("lines build"));

    /// <summary>Players may go back to an earlier version, as long as what it reads is all that there is.</summary>
    [Test]
    public void WhatIsWrittenNowIsWhatTheNewestFolderHolds()
    {
        using var folder = new TemporaryFolder();
        WriteAll(folder["."]);
        foreach (string file in Directory.GetFiles(FileOf(Versions.MaxBy(int.Parse)!, ".")))
        {
            if (!file.EndsWith(".save", StringComparison.Ordinal)) // what is deflated depends on the version of zlib
                Assert.That(File.ReadAllBytes(folder[Path.GetFileName(file)]), Is.EqualTo(File.ReadAllBytes(file)), file);
        }
    }

    /// <summary>After a change of a format, make the next folder: --filter WriteFixtures -- TestRunParameters.Parameter(name=\"folder\", value=\"3\").</summary>
    [Test, Explicit("Writes fixtures")]
    public void WriteFixtures() => WriteAll(FileOf(TestContext.Parameters.Get("folder", "new"), "."));

    static void WriteAll(string folder)
    {
        Directory.CreateDirectory(folder);
        using (var log = new EventLog(Path.Combine(folder, "game.log"), []))
        {
            log.Append(new ValueSet("taken back", 1));
            log.Rewind(0);
            foreach (GameEvent e in Told())
                log.Append(e);
        }

        var save = new Save(Told()) { SavedAt = s_saved, Played = TimeSpan.FromMinutes(83), Caption = "薔薇園にて", Thumbnail = Thumbnail() };
        AtomicFile.Write(Path.Combine(folder, "quick-01.save"), SaveFormat.Write(save, 7));
        var read = new ReadLines(Path.Combine(folder, "read.bin"));
        read.Add("garden/1", "ごきげんよう。");
        read.Add("garden/2", "お茶ですわ。");
        read.Store();
        AtomicFile.Write(Path.Combine(folder, "e5.embeddings"), EmbeddingFile.Write(Embeddings(), "e5", 3));
        LineFile.Write(Path.Combine(folder, "v.lines"), s_lines, "e5", 4);
    }

    /// <summary>Every kind of event, what her memory keeps among them, and each form of number and text.</summary>
    static GameEvent[] Told() =>
    [
        .. Events.OfEveryKind(),
        new TextSet("memory.ayane.nickname", "たっくん"),
        .. new[] { 0, 1, 127, 128, 255, 256, 65535, 65536, 4294967296, -1, -32, -33, -128, -129, -32769, -2147483649, 0.5, -1e300, 1e15 }.Select((n, i) => new ValueSet($"n{i}", n)),
        .. new[] { 0, 1, 10, 11, 31, 32, 85, 86, 255, 256, 21845, 21846 }.SelectMany(n => new[] { new TextSet("a", new string('a', n)), new TextSet("あ", new string('あ', n)) }),
        new TextSet("half an emoji", "a\uFFFD"),
        new TurnTaken("絢音", new Ojousama.Prompting.Exchange("ね", [.. Enumerable.Range(0, 20).Select(i => $"事{i}")], "ええ"), "tea", isAuthored: true),
    ];

    static byte[] Thumbnail() => [.. Enumerable.Range(0, 300).Select(i => (byte)i)];

    static (TextKey Key, float[] Vector)[] Embeddings() =>
        [(TextKey.Of("猫", TextKind.Query), [1, 2, 3]), (TextKey.Of("猫", TextKind.Passage), [0.5f, -0.25f, 1e-3f])];

    static string FileOf(string version, string file) => Path.Combine(Root, version, file);
}
