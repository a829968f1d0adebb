using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Recall.Lines
{
    /// <summary>Tells how much a line is like others that stand in no index, such as what the player said earlier.</summary>
    internal interface ILineComparer
    {
        /// <returns>A likeness each, −1 to 1.</returns>
        Task<IReadOnlyList<float>> CompareAsync(string line, IReadOnlyList<string> others, CancellationToken cancellationToken);
    }
}
