using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Inference
{
    /// <summary>Maps sentences to unit vectors whose dot product is their likeness in meaning.</summary>
    /// <remarks>Safe to call from any thread.</remarks>
    public interface IEmbedder
    {
        /// <summary>Values a vector has.</summary>
        int Dimensions { get; }

        /// <summary>Tells embedders apart whose vectors differ: what one embedded is worthless to another.</summary>
        string Id { get; }

        /// <summary>Embeds texts of one kind, in order.</summary>
        /// <param name="texts">Without any prefix; a text longer than the model's context is cut.</param>
        /// <param name="kind">Question or passage: asymmetric models mark the two differently.</param>
        /// <param name="cancellationToken">Checked between texts.</param>
        /// <returns>A vector of <see cref="Dimensions"/> values with length 1 per text.</returns>
        Task<float[][]> EmbedAsync(IReadOnlyList<string> texts, TextKind kind, CancellationToken cancellationToken = default);
    }

    /// <summary>What a text is to the search.</summary>
    public enum TextKind
    {
        /// <summary>Something asked or said: the player's line, or a question form of a fact.</summary>
        Query,

        /// <summary>Something known: a fact.</summary>
        Passage,

        /// <summary>Something said, compared with other things said. To a model itself it is a <see cref="Query"/>.</summary>
        Line,

        /// <summary>Something said, compared with replies that it may get. To a model itself it is a <see cref="Query"/>.</summary>
        Remark,

        /// <summary>A reply, compared with remarks. To a model itself it is a <see cref="Passage"/>.</summary>
        Reply,
    }
}
