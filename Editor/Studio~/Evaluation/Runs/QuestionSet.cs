using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>What a run asks: questions with accept and reject lists, and characters whose facts are to be found.</summary>
sealed record QuestionSet(IReadOnlyList<Question> Questions, IReadOnlyList<RecallCharacter> Characters)
{
    const string Example = """{"id": "1", "kind": "own", "turns": ["お名前は？"], "accept": ["絢音"], "reject": []}""";
    const string RecallExample = """{"name": "西園寺麗華", "facts": ["趣味は薔薇。"], "questions": [{"question": "暇な日は？", "gold": 0}]}""";

    /// <summary>Stands for all that is asked: equal only if it is.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, JsonLines.Options))))[..16];

    /// <summary>Reads files of either form.</summary>
    /// <exception cref="OjousamaException">The message names the file, the line and the cure.</exception>
    public static QuestionSet Read(IReadOnlyList<string> paths)
    {
        var questions = new List<Question>();
        var characters = new List<RecallCharacter>();
        var files = new Dictionary<string, string>(); // by id
        foreach (string path in paths)
        {
            if (IsOfRecall(path))
                characters.AddRange(ReadCharacters(path, files));
            else
                questions.AddRange(ReadQuestions(path, files));
        }

        return new QuestionSet(questions, characters);
    }

    /// <summary>The first so many of each kind, in the order of the files; of recall, as many questions of different characters.</summary>
    public QuestionSet First(int perKind) => new(
        [.. Questions.GroupBy(q => q.Kind ?? "").SelectMany(kind => kind.Take(perKind))],
        [.. Characters.Take(perKind).Select((c, i) => c with { Questions = [.. c.Questions.Where((_, q) => q * Characters.Count + i < perKind)] })]);

    static bool IsOfRecall(string path)
    {
        var first = JsonLines.Read<JsonObject>(path, Example);
        return first.Count > 0 && first[0].Value.ContainsKey("questions");
    }

    static IReadOnlyList<Question> ReadQuestions(string path, Dictionary<string, string> files)
    {
        IReadOnlyList<Question> questions = Question.ReadAll(path);
        foreach (Question question in questions)
        {
            if (question.Accept == null && question.Reject == null)
                throw new OjousamaException($"{path}: question {question.Id} has neither 'accept' nor 'reject', so that nothing tells a good reply", $"Write at least empty lists: {Example}");
            ThrowIfTaken(question.Id.ToString(), path, files);
        }

        return questions;
    }

    static IEnumerable<RecallCharacter> ReadCharacters(string path, Dictionary<string, string> files)
    {
        foreach (var line in JsonLines.Read<RecallCharacter>(path, RecallExample))
        {
            if (line.Value.Facts.Count == 0 || line.Value.Questions.Count == 0)
                throw line.Error("it has no facts, or no questions", $"Write it like this: {RecallExample}");
            if (line.Value.Questions.Any(q => q.Gold < 0 || q.Gold >= line.Value.Facts.Count))
                throw line.Error("a gold is no index of a fact", $"Count facts from 0: {RecallExample}");
            ThrowIfTaken(line.Value.Name, path, files);
            yield return line.Value;
        }
    }

    static void ThrowIfTaken(string id, string path, Dictionary<string, string> files)
    {
        if (!files.TryAdd(id, path))
            throw new OjousamaException($"The id {id} stands in {path} and in {files[id]}", "Give each question an id of its own");
    }
}
