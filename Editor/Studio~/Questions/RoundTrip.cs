using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Studio.Questions;

/// <summary>Keeps of proposed forms those by which the sheet as it is finds their fact first.</summary>
/// <remarks>A form never stands in the index that it is looked up in, and neither does another proposal: nothing vouches for itself.</remarks>
sealed class RoundTrip
{
    /// <summary>Forms nearer to each other than this say the same.</summary>
    const float SameForm = 0.93f;

    readonly CharacterSheet _sheet;
    readonly IEmbedder _embedder;
    readonly FactIndex _index;

    RoundTrip(CharacterSheet sheet, IEmbedder embedder, FactIndex index)
    {
        _sheet = sheet;
        _embedder = embedder;
        _index = index;
    }

    /// <param name="sheet">Its facts and the forms that they have.</param>
    /// <param name="embedder">Play's own, with its map.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">A gate is wrong, or the embedder failed.</exception>
    public static async Task<RoundTrip> OfAsync(CharacterSheet sheet, IEmbedder embedder, CancellationToken cancellationToken) =>
        new(sheet, embedder, await FactIndex.BuildAsync(sheet, [], embedder, null, cancellationToken).ConfigureAwait(false));

    /// <summary>Judges the forms proposed for one fact.</summary>
    /// <param name="fact">Of the sheet.</param>
    /// <param name="proposals">The most welcome first.</param>
    /// <param name="most">Forms that the fact may have in the end, those that it has included.</param>
    /// <param name="cancellationToken">Checked between forms.</param>
    public async Task<FactForms> JudgeAsync(Fact fact, IReadOnlyList<FormProposal> proposals, int most, CancellationToken cancellationToken)
    {
        var kept = new List<FormProposal>();
        var dropped = new List<(FormProposal, string)>();
        List<float[]> vectors = [.. await EmbedAsync(fact.questions, cancellationToken).ConfigureAwait(false)];
        float[][] proposed = await EmbedAsync([.. proposals.Select(form => form.Text)], cancellationToken).ConfigureAwait(false);
        for (int i = 0; i < proposals.Count; i++)
        {
            if (await FaultOfAsync(fact, proposals[i], proposed[i], vectors, most, cancellationToken).ConfigureAwait(false) is string reason)
            {
                dropped.Add((proposals[i], reason));
                continue;
            }

            kept.Add(proposals[i]);
            vectors.Add(proposed[i]);
        }

        return new FactForms(fact, kept, dropped);
    }

    async Task<string?> FaultOfAsync(
        Fact fact, FormProposal form, float[] vector, List<float[]> taken, int most, CancellationToken cancellationToken)
    {
        if (taken.Any(other => VectorMath.Dot(vector, other) > SameForm))
            return "says what another form says";
        RecallReport report = await _index.ExplainAsync(form.Text, null, cancellationToken).ConfigureAwait(false);
        return report.Scores[0].Text != fact.text ? $"finds 「{report.Scores[0].Text}」 first"
            : taken.Count >= most ? $"there are {most} already"
            : null;
    }

    async Task<float[][]> EmbedAsync(IReadOnlyList<string> forms, CancellationToken cancellationToken) =>
        forms.Count == 0 ? [] : await _embedder.EmbedAsync(forms, TextKind.Query, cancellationToken).ConfigureAwait(false);
}
