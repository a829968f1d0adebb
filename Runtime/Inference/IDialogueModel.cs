using System.Collections.Generic;
using System.Threading;

namespace Ojousama.Inference
{
    /// <summary>Turns a prompt into a reply, piece by piece.</summary>
    /// <remarks>
    /// Safe to call from any thread and for many characters at once; an implementation batches or queues them.
    /// The caller resumes on the context it awaits from, so a Unity script stays on the main thread.
    /// </remarks>
    public interface IDialogueModel
    {
        /// <summary>Tokens of one conversation that the model sees at once, reply included.</summary>
        int ContextTokens { get; }

        /// <summary>How many tokens a prompt takes, the leading BOS included. Cheap: no decoding.</summary>
        int CountTokens(IReadOnlyList<PromptSegment> prompt);

        /// <summary>Streams the reply to one prompt.</summary>
        /// <param name="request">Not changed by the call, and must not be changed by the caller until the stream has ended.</param>
        /// <param name="cancellationToken">Stops within one decode step; the stream then ends with <see cref="StopReason.Cancelled"/>.</param>
        /// <returns>
        /// Zero or more items with <see cref="GenerationItem.Text"/>, then exactly one that <see cref="GenerationItem.IsLast"/>.
        /// A failure is that last item's <see cref="GenerationItem.Error"/>; the stream itself throws for nothing but a second enumeration.
        /// </returns>
        IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, CancellationToken cancellationToken = default);
    }
}
