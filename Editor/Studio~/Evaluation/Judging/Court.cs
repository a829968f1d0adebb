using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Character;
using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>Lets a judge mark replies on the five axes, after it has shown on labelled pairs that it can judge.</summary>
/// <param name="sheet">Whose replies they are.</param>
/// <param name="log">Asks, and keeps what was answered.</param>
sealed class Court(CharacterSheet sheet, JudgeLog log)
{
    readonly Scene _scene = new(sheet);

    /// <summary>Shows the judge each pair in both orders.</summary>
    /// <param name="pairs">At least one.</param>
    /// <param name="asked">Told how many questions have been answered.</param>
    /// <param name="cancellationToken">Checked between questions.</param>
    public async Task<JudgeGate> TestAsync(IReadOnlyList<LabelledPair> pairs, Action<int> asked, CancellationToken cancellationToken = default)
    {
        var answers = new List<(BetterReply, double?, double?)>();
        for (int i = 0; i < pairs.Count; i++)
        {
            JudgeRow first = await log.AskAsync(JudgeGate.Ask(_scene, pairs[i], isSwapped: false), "gate", $"{i + 1} ab", cancellationToken).ConfigureAwait(false);
            JudgeRow second = await log.AskAsync(JudgeGate.Ask(_scene, pairs[i], isSwapped: true), "gate", $"{i + 1} ba", cancellationToken).ConfigureAwait(false);
            answers.Add((pairs[i].Better, first.Probabilities?[0], second.Probabilities?[1]));
            asked(2 * (i + 1));
        }

        return JudgeGate.Of(answers);
    }

    /// <summary>How many questions <see cref="MarkAsync"/> asks.</summary>
    public static int QuestionsFor(IReadOnlyList<Answered> replies, IReadOnlyList<Axis> axes) => axes.Sum(axis => replies.Count(r => Fits(axis, r)));

    /// <summary>Marks replies on axes.</summary>
    /// <param name="replies">Single replies and talks; what needs a talk passes single ones over.</param>
    /// <param name="axes">Some of <see cref="Axis.All"/>.</param>
    /// <param name="asked">Told how many questions have been answered.</param>
    /// <param name="cancellationToken">Checked between questions.</param>
    public async Task<IReadOnlyList<AxisScore>> MarkAsync(IReadOnlyList<Answered> replies, IReadOnlyList<Axis> axes, Action<int> asked, CancellationToken cancellationToken = default)
    {
        var marks = axes.ToDictionary(axis => axis, _ => new List<double?>());
        int count = 0;
        foreach (Answered reply in replies) // a reply's axes one after the other: their questions begin alike
        {
            foreach (Axis axis in axes.Where(axis => Fits(axis, reply)))
            {
                JudgeRow row = await log.AskAsync(axis.Ask(_scene.Describe(reply)), axis.Name, reply.Id, cancellationToken).ConfigureAwait(false);
                marks[axis].Add(row.Expected);
                asked(++count);
            }
        }

        return [.. marks.Where(m => m.Value.Count > 0).Select(m => ScoreOf(m.Key.Name, m.Value))];
    }

    static bool Fits(Axis axis, Answered reply) => reply.Turns.Any(turn => turn.Reply.Length > 0) && (!axis.NeedsTalk || reply.Turns.Count > 1);

    static AxisScore ScoreOf(string axis, List<double?> marks)
    {
        double[] given = [.. marks.OfType<double>()];
        return new AxisScore(axis, given.Length == 0 ? double.NaN : given.Average(), Bootstrap.OfMean(given), given.Length, marks.Count - given.Length);
    }
}

/// <summary>What replies came to on an axis.</summary>
/// <param name="Axis">Its name.</param>
/// <param name="Mean">Of the expected marks, 1 to 7; NaN without any.</param>
/// <param name="Interval">Of the mean.</param>
/// <param name="Marked">Replies that got a mark.</param>
/// <param name="Unmarked">Replies of which the judge named none.</param>
sealed record AxisScore(string Axis, double Mean, Interval Interval, int Marked, int Unmarked);
