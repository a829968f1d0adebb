using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Recall.Lines
{
    /// <summary>Tells how well statements that stand in no index, such as what the player said earlier, answer a line.</summary>
    internal interface ILineComparer
    {
        /// <returns>A score each, −1 to 1, which means the same as that of a fact without question forms.</returns>
        Task<IReadOnlyList<float>> CompareAsync(string line, IReadOnlyList<string> statements, CancellationToken cancellationToken);
    }
}
