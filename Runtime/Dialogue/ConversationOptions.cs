using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Memory;

namespace Ojousama.Dialogue
{
    /// <summary>How one conversation is led. What is not set here comes from the sheet.</summary>
    public sealed class ConversationOptions
    {
        /// <summary>Facts that go into a prompt.</summary>
        /// <value>Default 3, as the adapter was trained; 0 turns recall off.</value>
        public int RecallCount { get; init; } = 3;

        /// <summary>Where facts come from; null for the sheet's own.</summary>
        public IFactSource? Facts { get; init; }

        /// <summary>What she answered before; null for the lines of her sheet and its line file.</summary>
        public ILineSource? Lines { get; init; }

        /// <summary>Whether the reply is only what the model says to the prompt: no remembered lines, no authored ones, and nothing checked against facts.</summary>
        /// <value>Default false.</value>
        public bool IsPlain
        {
            get => Parts == AnswerParts.None;
            init => Parts = value ? AnswerParts.None : AnswerParts.All;
        }

        /// <summary>What helps to an answer.</summary>
        internal AnswerParts Parts { get; init; } = AnswerParts.All;

        /// <summary>What the gates of her facts ask; null for a game in which nothing has happened, so that no secret is told.</summary>
        /// <remarks>Asked on the thread of the conversation, for every line.</remarks>
        public IGameState? State { get; init; }

        /// <summary>What she remembers beside her facts; null for nothing.</summary>
        public CharacterMemory? Memory { get; init; }

        /// <summary>Whether the character's LoRA adapter speaks, or the bare base model.</summary>
        /// <value>Default true.</value>
        public bool UseAdapter { get; init; } = true;

        /// <summary>How much one reply may change her affection.</summary>
        /// <value>Default −3 to +3.</value>
        public AffectionRange Affection { get; init; } = new AffectionRange(-3, 3);

        /// <summary>How the next token is chosen; null for the sheet's settings with a new seed a reply.</summary>
        public SamplingOptions? Sampling { get; init; }

        /// <summary>See <see cref="GenerationRequest.IsReproducible"/>: for tests and evaluation, together with a seed.</summary>
        /// <value>Default false.</value>
        public bool IsReproducible { get; init; }

        /// <summary>What a line does that comes while she still answers.</summary>
        /// <value>Default <see cref="WhenBusy.Cancel"/>.</value>
        public WhenBusy WhenBusy { get; init; }

        /// <summary>How long a turn may generate before its first sentence can be shown. After that she says the sheet's line for it, and the scene goes on.</summary>
        /// <value>Default 20 seconds.</value>
        public TimeSpan FirstSentenceTimeout { get; init; } = TimeSpan.FromSeconds(20);

        /// <summary>Most tokens that one <see cref="Conversation.Prefetch"/> generates ahead. A line is begun only while a whole reply still fits.</summary>
        /// <value>Default 400: four replies of the sheet's default length, or more if they turn out shorter.</value>
        public int SpeculativeTokens { get; init; } = 400;

        /// <summary>Chooses among several replies; each is then shown only when all are complete. Null to choose by the recalled facts.</summary>
        public IReplyScorer? Scorer { get; init; }

        /// <summary>Replies that <see cref="Scorer"/> chooses from, 1 to 16.</summary>
        /// <value>Default 4.</value>
        public int Candidates { get; init; } = 4;

        /// <summary>
        /// Sums up the turns that no longer fit the context, oldest first; the result stands as the first fact of the oldest turn that does.
        /// Null to let them go. If it fails, they go too.
        /// </summary>
        public Func<IReadOnlyList<Turn>, CancellationToken, Task<string>>? Summarize { get; init; }

        /// <summary>Told, in one line each, what a turn cost and which hook failed; on the thread of the conversation. Null for silence.</summary>
        public Action<string>? Log { get; init; }

        /// <summary>Whether a part helps in this conversation.</summary>
        internal bool Uses(AnswerParts part) => (Parts & part) != 0;

        /// <summary>Writes to the log; a listener's fault costs no more than its line.</summary>
        internal void WriteLog(string line)
        {
            try
            {
                Log?.Invoke(line);
            }
            catch (Exception)
            {
                // There is nobody left to tell.
            }
        }
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
