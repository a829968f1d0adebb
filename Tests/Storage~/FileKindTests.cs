using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Likeness;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Maps;
using Ojousama.Recall.Stock;
using Ojousama.Saving;
using Ojousama.Storage;
using Ojousama.Studio.Evaluation.Classifiers;
using Ojousama.Studio.Evaluation.Sense;
using Ojousama.Tests.Package;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Storage;

/// <summary>No kind of file passes for another, and a reader that is given one says so and leaves it alone.</summary>
public sealed partial class FileKindTests
{
    const int Dimensions = 2;

    static readonly Dictionary<string, Action<string>> s_writers = new()
    {
        ["log"] = path =>
        {
            using var log = new EventLog(path, []);
            log.Append(new ValueSet("day", 1));
        },
        ["save"] = path => AtomicFile.Write(path, SaveFormat.Write(new Save([]))),
        ["read lines"] = path => new ReadLines(path).Store(),
        ["embeddings"] = path => AtomicFile.Write(path, EmbeddingFile.Write([(TextKey.Of("猫", TextKind.Query), [1, 0])], "e5", Dimensions)),
        ["map"] = path => EmbeddingMapFile.Write(path, new EmbeddingMap([0, 0], [.. Enum.GetValues<TextKind>().Select(_ => new float[] { 1, 0, 0, 1 })]), "e5"),
        ["decision"] = path => AnswerDecisionFile.Write(path, AnswerDecision.Usual, "e5"),
        ["lines"] = path => LineFile.Write(path, [new LineRow(new SampleLine { player = "趣味は？", reply = "ピアノですわ。" }, [1, 0], [0, 1])], "e5", Dimensions),
        ["stock"] = path => StockFile.Write(path, new StockReplies(new ActClassifier(["thanks", "greeting"], new sbyte[4], [1, 1], [0, 0]), [new SuitedReply("いいえ", [(0, 1f), (1, 0.5f)])])),
        ["voice"] = path => VoiceFile.Write(path, new VoiceModel("ayane", [1, 2], 1, 0, -1, 0)),
        ["sense head"] = path => SenseFile.Write(path, new SenseModel("e5", new LinearModel(new float[SenseFeatures.Count], 0), -1, 0)),
    };

    /// <summary>Each reader, and how it calls what it reads.</summary>
    static readonly Dictionary<string, (string Name, Action<string> Read)> s_readers = new()
    {
        ["log"] = ("log", path => new EventLog(path, []).Dispose()),
        ["save"] = ("save", path => SaveFormat.Read(File.ReadAllBytes(path), path)),
        ["read lines"] = ("list of lines that were read", path => _ = new ReadLines(path)),
        ["map"] = ("embedder's map", path => EmbeddingMapFile.Read(path, new NoEmbedder())),
        ["decision"] = ("decision file", path =>
        {
            File.Copy(path, AnswerDecisionFile.PathBeside(path));
            AnswerDecisionFile.OrUsual(path, "e5", null);
        }),
        ["lines"] = ("line file", path => LineFile.Read(path, "e5", Dimensions)),
        ["stock"] = ("stock file", path => StockFile.Read(path)),
        ["voice"] = ("voice file", path => VoiceFile.Read(path)),
        ["sense head"] = ("sense head", path => SenseFile.Read(path)),
    };

    static IEnumerable<string> Readers => s_readers.Keys;

    [TestCaseSource(nameof(Readers))]
    public void AReaderTakesItsOwnKindAndRefusesEveryOther(string kind)
    {
        using var folder = new TemporaryFolder();
        var (name, read) = s_readers[kind];
        foreach (var (other, write) in s_writers)
        {
            string path = folder[other];
            write(path);
            byte[] bytes = File.ReadAllBytes(path);
            Assert.That(() => read(path), other == kind ? Throws.Nothing : Throws.TypeOf<OjousamaException>().With.Message.Contain(path).And.Message.Contain($"is no {name}"), other);
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(bytes), other);
        }
    }

    /// <summary>A cache is made anew, and tells why.</summary>
    [Test]
    public void TheCacheOfEmbeddingsPassesOverOtherKinds()
    {
        using var folder = new TemporaryFolder();
        foreach (var (kind, write) in s_writers)
        {
            write(folder[kind]);
            using var cache = new EmbeddingCache(new NoEmbedder(), folder[kind]);
            Assert.That(cache.Problem, kind == "embeddings" ? Is.Null : Does.Contain("holds something else"), kind);
        }
    }

    /// <summary>Logs and line files once began with the same letters, and the first line files with the same version too.</summary>
    [Test]
    public void AnOldLineFileIsNoOldLog()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = File.ReadAllBytes(Path.Combine(PackageFolder.Root, "Tests/Storage~/Written/2/v.lines"));
        File.WriteAllBytes(folder["game.log"], bytes);
        Assert.That(() => new EventLog(folder["game.log"], []), Throws.TypeOf<OjousamaException>().With.Message.Contain("no log"));
        Assert.That(File.ReadAllBytes(folder["game.log"]), Is.EqualTo(bytes));
    }

    /// <summary>A new kind that takes the letters of another fails here. Those of old logs are told apart above.</summary>
    [Test]
    public void NoTwoKindsBeginAlike()
    {
        var heads = from folder in (string[])["Runtime", "Editor"]
                    from file in Directory.EnumerateFiles(Path.Combine(PackageFolder.Root, folder), "*.cs", SearchOption.AllDirectories)
                    from line in File.ReadLines(file)
                    where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Contains("LineKind", StringComparison.Ordinal)
                    from Match head in Head().Matches(line)
                    select head.Groups["kind"].Value;
        Assert.That(heads, Is.Unique);
        Assert.That(heads.Count(), Is.EqualTo(s_writers.Count));
    }

    [GeneratedRegex("\"(?<kind>OJ[A-Z])\"")]
    private static partial Regex Head();

    sealed class NoEmbedder : IEmbedder
    {
        public int Dimensions => FileKindTests.Dimensions;

        public string Id => "e5";

        public Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    }
}
