using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>A source of facts that tells the nearest ones too where it would recall none, for whoever weighs them against other evidence.</summary>
    internal interface INearFacts
    {
        /// <summary>As <see cref="IFactSource.RecallAsync"/>, with no floor; <see cref="RecalledFact.Margin"/> says what the floor would have done.</summary>
        Task<IReadOnlyList<RecalledFact>> NearestAsync(string line, int count, IGameState? state, CancellationToken cancellationToken);
    }
}
