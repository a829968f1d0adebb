using System;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Saving;

namespace Ojousama.Recall.Memory
{
    /// <summary>What a character remembers in one game, beside the facts of her sheet. Nothing of it leaves the machine but what stands in the prompts of a model on a server.</summary>
    public sealed class CharacterMemory : IDisposable
    {
        CharacterMemory(PlayerMemory player, ConversationMemory conversation)
        {
            Player = player;
            Conversation = conversation;
        }

        /// <summary>What the player told of himself.</summary>
        public PlayerMemory Player { get; }

        /// <summary>What was said so long ago that prompts no longer hold it.</summary>
        public ConversationMemory Conversation { get; }

        /// <summary>Opens the memory of a character in a game.</summary>
        /// <param name="sheet">Its slots are the things that she keeps about the player.</param>
        /// <param name="transcript">The turns that it is read from; keeps what the player entered or deleted.</param>
        /// <param name="embedder">The one of her facts, so that scores compare.</param>
        /// <param name="model">Reads what the player tells in other words than the slots' patterns; null to rely on these alone.</param>
        /// <param name="cancellationToken">Ends it.</param>
        public static async Task<CharacterMemory> OpenAsync(
            CharacterSheet sheet, Transcript transcript, IEmbedder embedder, IDialogueModel? model = null, CancellationToken cancellationToken = default) =>
            new CharacterMemory(
                await PlayerMemory.OpenAsync(sheet, transcript, embedder, model, cancellationToken).ConfigureAwait(true),
                await ConversationMemory.OpenAsync(transcript, embedder, cancellationToken).ConfigureAwait(true));

        /// <summary>Stops listening to the game. What is remembered stays in the transcript.</summary>
        public void Dispose() => Player.Dispose();

        /// <summary>Her facts and her memory as one source.</summary>
        internal IFactSource With(IFactSource? facts) => facts == null ? new FactSources(Player, Conversation) : new FactSources(facts, Player, Conversation);
    }
}
