using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Tests.Dialogue
{
    /// <summary>Repeats the last line of its prompt: the worst that a model can do with what a player typed.</summary>
    internal sealed class EchoModel : IDialogueModel
    {
        public List<GenerationRequest> Requests { get; } = new List<GenerationRequest>();

        public int ContextTokens => 2048;

        public int CountTokens(IReadOnlyList<PromptSegment> prompt) => prompt.Sum(s => s.IsControl ? 1 : s.Text.Length);

        public async IAsyncEnumerable<GenerationItem> GenerateAsync(
            GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            Requests.Add(request);
            string line = request.Prompt.Last(s => !s.IsControl && s.Text.Contains("\n\n")).Text;
            foreach (char c in line.Substring(line.IndexOf("\n\n") + 2))
                yield return GenerationItem.Piece(c.ToString(), c);
            yield return GenerationItem.Last(new GenerationEnd(StopReason.End, default));
        }
    }
}
