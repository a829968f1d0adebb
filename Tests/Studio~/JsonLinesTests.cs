using System.Text;
using System.Text.Json;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Files;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Studio;

public sealed class JsonLinesTests
{
    TemporaryFolder _folder = null!;

    [SetUp]
    public void Make() => _folder = new TemporaryFolder();

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_BOM_and_CRLF_and_blank_lines_and_unknown_fields_are_tolerated()
    {
        string path = Write("\uFEFF{\"id\":\"a\",\"question\":\"一\"}\r\n\r\n  \n{\"id\":7,\"question\":\"二\",\"facts\":[\"三。\"],\"gold\":1}");
        var questions = Question.ReadAll(path);
        Assert.Multiple(() =>
        {
            Assert.That(questions.Select(q => q.Text), Is.EqualTo(new[] { "一", "二" }));
            Assert.That(questions[0].Facts, Is.Null);
            Assert.That(questions[1].Facts, Is.EqualTo(new[] { "三。" }));
            Assert.That(questions[1].Id.GetRawText(), Is.EqualTo("7"));
        });
    }

    [TestCase("{\"id\":\"1\",\"question\":\"一\"}\n{\"id\":\"2\"}", 2, "'question'")]
    [TestCase("\n\n{\"id\":\"1\",\"question\":5}", 3, "its question")]
    [TestCase("{\"id\":\"1\",\"question\":null}", 1, "question")]
    [TestCase("{\"id\":\"1\",\"question\":\"一\"", 1, "not what it should be")]
    [TestCase("{\"id\":\"1\",\"question\":\"\\ud83d\"}", 1, "not what it should be")]
    [TestCase("null", 1, "null")]
    [TestCase("[1]", 1, "not what it should be")]
    [TestCase("お名前は？", 1, "not what it should be")]
    [TestCase("{\"id\":[],\"question\":\"一\"}", 1, "its id")]
    [TestCase("{\"question\":\"一\"}", 1, "id")]
    [TestCase("{\"id\":1,\"question\":\"一\"}\n{\"id\":\"1\",\"question\":\"二\"}", 2, "line 1")]
    [TestCase("{\"id\":1,\"question\":\"一\",\"facts\":[null]}", 1, "facts")]
    public void A_line_that_is_wrong_is_named_with_its_cure(string text, int line, string problem)
    {
        string path = Write(text);
        var error = Assert.Throws<OjousamaException>(() => Question.ReadAll(path))!;
        Assert.That(error.Problem, Does.StartWith($"{path}, line {line}").And.Contains(problem));
        Assert.That(error.Remedy, Is.Not.Empty);
    }

    [Test]
    public void A_file_that_is_empty_or_missing_or_no_text_is_an_error()
    {
        string broken = _folder["broken.jsonl"];
        File.WriteAllBytes(broken, [.. "{\"id\":1,\"question\":\""u8, 0x81, 0x20, .. "\"}\n"u8]);
        Assert.Multiple(() =>
        {
            Assert.That(() => Question.ReadAll(Write("\n")), Throws.InstanceOf<OjousamaException>().With.Message.Contains("no question"));
            Assert.That(() => Question.ReadAll(_folder["none"]), Throws.InstanceOf<OjousamaException>().With.Message.Contains("cannot be read"));
            Assert.That(() => Question.ReadAll(_folder[""]), Throws.InstanceOf<OjousamaException>().With.Message.Contains("cannot be read"));
            Assert.That(() => Question.ReadAll(broken), Throws.InstanceOf<OjousamaException>().With.Message.Contains("Save it as UTF-8"));
        });
    }

    [Test]
    public void Each_line_is_in_the_file_as_soon_as_it_is_written()
    {
        string path = _folder[Path.Combine("new", "r.jsonl")];
        using var writer = new JsonLinesWriter<string[]>(path);
        writer.Write(["改行\nと「引用」"]);
        Assert.That(ReadShared(path), Is.EqualTo("[\"改行\\nと「引用」\"]\n"));
        writer.Write([]);
        Assert.That(ReadShared(path).Split('\n'), Has.Length.EqualTo(3));
    }

    [Test]
    public void What_is_written_reads_back_the_same()
    {
        string text = "👨‍👩‍👧 \u2028 \u0000 < > & ' \" \\ 𠮷";
        string path = _folder["r.jsonl"];
        using (var writer = new JsonLinesWriter<Question>(path))
            writer.Write(new Question(JsonSerializer.SerializeToElement("一"), text));
        Assert.That(Question.ReadAll(path).Single().Text, Is.EqualTo(text));
    }

    [Test]
    public void An_output_that_cannot_be_written_is_an_error() =>
        Assert.That(() => new JsonLinesWriter<string>(_folder[""]), Throws.InstanceOf<OjousamaException>().With.Message.Contains("cannot be written"));

    string Write(string text)
    {
        string path = _folder["q.jsonl"];
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
