using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Ojousama.Inference;

namespace Ojousama.Tests.Dialogue
{
    /// <summary>Says something else each time.</summary>
    internal sealed class ManyMinds : IDialogueModel
    {
        readonly Queue<ScriptedModel> _minds;

        public ManyMinds(params string[] replies) => _minds = new Queue<ScriptedModel>(replies.Select(r => new ScriptedModel(r)));

        public int ContextTokens => 2048;

        public int CountTokens(IReadOnlyList<Ojousama.Inference.PromptSegment> prompt) => prompt.Count;

        public IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default) =>
            _minds.Dequeue().GenerateAsync(request, cancellationToken);
    }
}
