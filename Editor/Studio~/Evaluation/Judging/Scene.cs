using Ojousama.Studio.Evaluation.Runs;
using System.Text;
using Ojousama.Character;

namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>What a judge is told of a character and a talk.</summary>
sealed class Scene(CharacterSheet sheet)
{
    const int Samples = 3; // lines that show the voice

    /// <summary>The character, what is true of her, and what was said.</summary>
    /// <param name="talk">With the facts she was told.</param>
    public string Describe(Answered talk) => $"{Character(talk.Turns.SelectMany(turn => turn.Facts))}\n\n【会話】\n{Talk(talk.Turns)}";

    /// <summary>Who she is, how she talks, and what is true of her.</summary>
    /// <param name="told">Facts beside those of the sheet.</param>
    public string Character(IEnumerable<string> told)
    {
        var text = new StringBuilder($"【登場人物】{sheet.name}");
        if (sheet.age > 0)
            text.Append($"、{sheet.age}歳");
        if (sheet.speech.firstPerson.Length > 0)
            text.Append($"。一人称は「{sheet.speech.firstPerson}」");
        text.Append('。');
        foreach (SampleLine line in sheet.sampleLines.Take(Samples))
            text.Append($"\n話し方の例：「{line.reply}」");
        text.Append("\n【本当のこと】");
        foreach (string fact in told.Concat(sheet.facts.Select(f => f.text)).Distinct())
            text.Append($"\n・{fact}");
        return text.ToString();
    }

    /// <summary>What was said, a line each.</summary>
    public string Talk(IEnumerable<AnsweredTurn> turns) => string.Join('\n', turns.SelectMany(turn => new[] { $"相手：{turn.Line}", $"{sheet.ShownName}：{turn.Reply}" }));
}
