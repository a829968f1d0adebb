using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Studio.Evaluation;

/// <summary>Facts that a question brings along: all of them are told, each with the score that recall gives it.</summary>
sealed class GivenFacts : IFactSource
{
    readonly IReadOnlyList<string> _facts;
    readonly FactIndex _index;

    GivenFacts(IReadOnlyList<string> facts, FactIndex index)
    {
        _facts = facts;
        _index = index;
    }

    public static async Task<GivenFacts> OfAsync(IReadOnlyList<string> facts, IEmbedder embedder, CancellationToken cancellationToken) =>
        new(facts, await FactIndex.BuildAsync([.. facts.Distinct().Select(text => new Fact { text = text })], "", embedder, null, cancellationToken).ConfigureAwait(false));

    public async Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, IGameState? state = null, CancellationToken cancellationToken = default)
    {
        RecallReport report = await _index.ExplainAsync(line, state, cancellationToken).ConfigureAwait(false);
        return [.. report.Scores.Take(count).Select(fact => new RecalledFact(fact.Text, fact.Score, margin: 1f, null))];
    }
}
