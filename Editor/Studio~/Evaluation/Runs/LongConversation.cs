using System.Text.Json;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>A conversation of 32 turns: small talk, and a question about a fact at several points.</summary>
/// <param name="Question">All of it.</param>
/// <param name="Points">Which turn, from 1, asks which question.</param>
sealed record LongConversation(Question Question, IReadOnlyList<(int Turn, Question Question)> Points)
{
    public const int Turns = 32;

    /// <summary>Turns at which a fact is asked.</summary>
    public static IReadOnlyList<int> FactTurns { get; } = [2, 8, 16, 32];

    /// <summary>Makes conversations from a file's small talk and questions about her own facts; no line stands in two.</summary>
    /// <param name="questions">All of them.</param>
    /// <param name="most">Conversations, if there is small talk enough.</param>
    public static IReadOnlyList<LongConversation> Of(IReadOnlyList<Question> questions, int most)
    {
        Question[] talk = [.. questions.Where(q => q.Kind == QuestionKinds.SmallTalk && q.Lines.Count == 1)];
        Question[] facts = [.. questions.Where(q => q.Kind == QuestionKinds.Own && q.Lines.Count == 1 && q.Accept is { Count: > 0 })];
        int count = Math.Min(most, Math.Min(talk.Length / (Turns - FactTurns.Count), facts.Length / FactTurns.Count));
        return [.. Enumerable.Range(0, count).Select(Make)];

        LongConversation Make(int number)
        {
            // Spread over the file, so that the facts differ.
            var points = FactTurns.Select((turn, i) => (turn, facts[(number + i * count) * facts.Length / (count * FactTurns.Count)])).ToArray();
            var small = new Queue<Question>(talk.Where((_, i) => i % count == number));
            string[] lines = [.. Enumerable.Range(1, Turns).Select(turn => points.FirstOrDefault(p => p.turn == turn).Item2 ?? small.Dequeue()).Select(q => q.Lines[0])];
            JsonElement id = JsonSerializer.SerializeToElement($"{QuestionKinds.Stability}-{number + 1}");
            return new LongConversation(new Question(id, Turns: lines, Kind: QuestionKinds.Stability, Sheet: points[0].Item2.Sheet), points);
        }
    }
}
