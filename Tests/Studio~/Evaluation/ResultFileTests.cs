using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Studio.Evaluation.Scoring;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio.Evaluation;

public sealed class ResultFileTests
{
    static readonly RunHeader s_header = new("Ayane", "m.gguf", "a.gguf", 3, new RehearsalSettings(), "q", "c");

    TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void What_was_written_is_there_again_and_half_a_line_is_dropped()
    {
        using (ResultFile file = ResultFile.Open(_folder["R.jsonl"], s_header))
        {
            file.Add(Result("1"));
            file.Add(Result("2") with { Points = [new(2, true)], IsCopy = true });
        }

        File.AppendAllText(_folder["R.jsonl"], """{"id":"3","ki""");
        using (ResultFile file = ResultFile.Open(_folder["R.jsonl"], s_header))
        {
            Assert.That(file.Results.Select(r => r.Id), Is.EqualTo(new[] { "1", "2" }));
            file.Add(Result("3"));
        }

        var (header, results) = ResultFile.Read(_folder["R.jsonl"]);
        Assert.Multiple(() =>
        {
            Assert.That(header, Is.EqualTo(s_header));
            Assert.That(results.Select(r => r.Id), Is.EqualTo(new[] { "1", "2", "3" }));
            Assert.That(results[1].Points, Is.EqualTo(new[] { new StabilityPoint(2, true) }));
            Assert.That(results[0].Score!.Faults, Is.EqualTo(new[] { new Fault(FaultCode.Missing, "東京") }));
            Assert.That(results[0].Turns[0], Has.Property(nameof(SpokenTurn.Reply)).EqualTo("はい"));
        });
    }

    [Test]
    public void Another_runs_file_is_refused_and_untouched()
    {
        ResultFile.Open(_folder["R.jsonl"], s_header).Dispose();
        string before = File.ReadAllText(_folder["R.jsonl"]);
        foreach (var (other, part) in new[]
        {
            (s_header with { Questions = "r" }, "other questions"), (s_header with { Adapter = "b.gguf" }, "a.gguf"),
            (s_header with { Settings = new RehearsalSettings { Seed = 7 } }, "other settings"), (s_header with { Character = "d" }, "another sheet or adapter"),
        })
        {
            Assert.That(() => ResultFile.Open(_folder["R.jsonl"], other), Throws.TypeOf<OjousamaException>().With.Message.Contains(part).And.Message.Contains("--out"));
        }

        Assert.That(File.ReadAllText(_folder["R.jsonl"]), Is.EqualTo(before));
    }

    [TestCase("", "is empty")]
    [TestCase("hello\n", "line 1")]
    [TestCase("{\"id\": 1}\n", "line 1")]
    [TestCase("HEADER\n{\"id\": \"1\"}\n", "line 2")]
    [TestCase("HEADER\nRESULT\nRESULT\n", "twice")]
    public void What_is_no_file_of_results_is_told_by_line(string text, string part)
    {
        using (ResultFile file = ResultFile.Open(_folder["sound.jsonl"], s_header))
            file.Add(Result("1"));
        string[] sound = File.ReadAllLines(_folder["sound.jsonl"]);
        File.WriteAllText(_folder["R.jsonl"], text.Replace("HEADER", sound[0]).Replace("RESULT", sound[1]));
        Assert.That(() => ResultFile.Read(_folder["R.jsonl"]), Throws.TypeOf<OjousamaException>().With.Message.Contains(part).And.Message.Contains("R.jsonl"));
    }

    internal static QuestionResult Result(string id, bool passes = false) => new(
        id,
        QuestionKinds.Own,
        [new SpokenTurn("家は？", "はい", ["現在は東京に在住している。"], "", "fact", "end", true, 10, 20, 30, 2, 50)],
        new ReplyScore(true, passes, true, true, false, passes ? [] : [new Fault(FaultCode.Missing, "東京")]));
}
