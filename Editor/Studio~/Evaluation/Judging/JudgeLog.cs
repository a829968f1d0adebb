using System.Security.Cryptography;
using System.Text;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>An answer of a judge: a line of its file.</summary>
/// <param name="Judge">Who answered.</param>
/// <param name="Asked">Sixteen hex digits of the question's SHA-256: what was asked word for word the same is not asked again.</param>
/// <param name="Kind"><c>gate</c> or the name of an axis.</param>
/// <param name="Id">Of the question, or number of the pair.</param>
/// <param name="Probabilities">One a choice; null if the answer named none.</param>
/// <param name="Reason">Its words.</param>
/// <param name="PromptTokens">Read.</param>
/// <param name="AnswerTokens">Written.</param>
sealed record JudgeRow(string Judge, string Asked, string Kind, string Id, IReadOnlyList<double>? Probabilities, string Reason, int PromptTokens, int AnswerTokens)
{
    /// <summary>The expected mark, 1 for the first choice; null if the answer named none.</summary>
    public double? Expected => Probabilities?.Select((p, i) => p * (i + 1)).Sum();
}

/// <summary>Asks a judge and keeps its answers in a file, so that an interrupted run goes on and no answer is paid for twice.</summary>
/// <param name="judge">Who answers; not disposed.</param>
/// <param name="file">Where answers are kept.</param>
/// <param name="mostTokens">Tokens, read and written, that may be spent on new answers.</param>
sealed class JudgeLog(IJudge judge, JsonLinesLog<JudgeRow> file, long mostTokens)
{
    readonly Dictionary<string, JudgeRow> _known = file.Values.Where(row => row.Judge == judge.Name).GroupBy(row => row.Asked).ToDictionary(g => g.Key, g => g.Last());

    /// <summary>Answers that were asked for now, not read from the file.</summary>
    public int NewAnswers { get; private set; }

    public long PromptTokens { get; private set; }

    public long AnswerTokens { get; private set; }

    /// <exception cref="OjousamaException">The judge fails, or the limit is reached; all answers so far are in the file.</exception>
    public async Task<JudgeRow> AskAsync(JudgeQuestion question, string kind, string id, CancellationToken cancellationToken)
    {
        string asked = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question.Text)).AsSpan(0, 8));
        if (_known.TryGetValue(asked, out JudgeRow? known))
            return known;
        if (PromptTokens + AnswerTokens >= mostTokens)
            throw new OjousamaException($"The limit of {mostTokens} tokens is reached after {NewAnswers} answers", "Raise --most-tokens; the command goes on where it stopped when it is run again");
        Judgement answer = await judge.AskAsync(question, cancellationToken).ConfigureAwait(false);
        var row = new JudgeRow(
            judge.Name, asked, kind, id, answer.Probabilities?.Select(p => Math.Round(p, 4)).ToArray(), answer.Reason, answer.PromptTokens, answer.AnswerTokens);
        NewAnswers++;
        PromptTokens += answer.PromptTokens;
        AnswerTokens += answer.AnswerTokens;
        file.Add(row);
        return _known[asked] = row;
    }
}
