using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>A reply as all items of its stream at once, for what can be judged only then.</summary>
    internal static class WholeReply
    {
        /// <summary>Words that no model wrote, as one would stream them.</summary>
        /// <param name="text">The words.</param>
        /// <param name="spent">On replies that these words replace.</param>
        public static List<GenerationItem> Of(string text, GenerationTimings spent = default) => new List<GenerationItem>
        {
            GenerationItem.Piece(text, -1), GenerationItem.Last(new GenerationEnd(StopReason.End, spent)),
        };

        public static async Task<List<GenerationItem>> CollectAsync(IDialogueModel model, GenerationRequest request, CancellationToken cancellationToken)
        {
            var items = new List<GenerationItem>();
            await foreach (GenerationItem item in model.GenerateAsync(request, cancellationToken).ConfigureAwait(true))
                items.Add(item);
            return items;
        }

        /// <summary>Whether the stream broke: the turn then fails as any other does.</summary>
        public static bool HasFailed(List<GenerationItem> items) => items.Count == 0 || items[items.Count - 1].End == null || items[items.Count - 1].Error != null;

        public static string TextOf(List<GenerationItem> items) => string.Concat(items.Select(item => item.Text));
    }
}
