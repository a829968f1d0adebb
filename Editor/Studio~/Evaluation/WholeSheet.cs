using Ojousama.Character;
using Ojousama.Recall;

namespace Ojousama.Studio.Evaluation;

/// <summary>Tells every fact with every line, in the order of the sheet: what the report did where it recalled nothing.</summary>
sealed class WholeSheet(IReadOnlyList<string> facts) : IFactSource
{
    public Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, IGameState? state = null, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RecalledFact>>([.. facts.Take(count).Select(text => new RecalledFact(text, score: 1f))]);
}
