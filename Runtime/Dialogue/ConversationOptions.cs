using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.Dialogue
{
    /// <summary>How one talk is led. What is not set here comes from the sheet.</summary>
    public sealed class ConversationOptions
    {
        /// <summary>Facts that go into a prompt.</summary>
        /// <value>Default 3, as the adapter was trained; 0 turns recall off.</value>
        public int RecallCount { get; init; } = 3;

        /// <summary>Where facts come from; null for the sheet's own.</summary>
        public IFactSource? Facts { get; init; }

        /// <summary>Whether the character's LoRA adapter speaks, or the bare base model.</summary>
        /// <value>Default true.</value>
        public bool UseAdapter { get; init; } = true;

        /// <summary>How much one reply may change her affection.</summary>
        /// <value>Default −3 to +3.</value>
        public AffectionRange Affection { get; init; } = new AffectionRange(-3, 3);

        /// <summary>How the next token is chosen; null for the sheet's settings with a new seed a reply.</summary>
        public SamplingOptions? Sampling { get; init; }

        /// <summary>What a line does that comes while she still answers.</summary>
        /// <value>Default <see cref="WhenBusy.Cancel"/>.</value>
        public WhenBusy WhenBusy { get; init; }
    }

    /// <summary>What a line does that comes while the character still answers the last one.</summary>
    public enum WhenBusy
    {
        /// <summary>The running turn is cancelled and leaves no trace in the history.</summary>
        Cancel,

        /// <summary>The new line waits for the running turn to end.</summary>
        Queue,
    }
}
