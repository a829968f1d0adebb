using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Loading;
using Ojousama.Recall;

namespace Ojousama.Studio.Evaluation;

/// <summary>Asks a character questions, each in a fresh talk and just as the game would.</summary>
/// <remarks>
/// One question at a time, and none profits from the cells of another. Four at once would give some 1.3 times the tokens a second, but what
/// else is in a batch or in the cache changes the last digits of the scores, and then half of the sampled replies differ from run to run.
/// </remarks>
sealed class Rehearsal(LoadedCharacter character, RehearsalSettings settings)
{
    /// <exception cref="OperationCanceledException">Within one decode step.</exception>
    public async Task<RehearsedReply> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<RecalledFact> facts = [];
        await foreach (var item in character.StartConversation(OptionsFor(question)).SayAsync(question.Text, cancellationToken).ConfigureAwait(false))
        {
            switch (item)
            {
                case FactsRecalled recalled:
                    facts = recalled.Facts;
                    break;
                case TurnFinished finished:
                    return new RehearsedReply(question, finished.Turn);
                case TurnFailed failed:
                    return new RehearsedReply(question, facts, failed);
            }
        }

        throw new InvalidOperationException("A turn ended without its last item.");
    }

    ConversationOptions OptionsFor(Question question)
    {
        var usual = new ConversationOptions();
        var sampling = character.Sheet.sampling;
        return new ConversationOptions
        {
            RecallCount = settings.UsesFacts ? question.Facts?.Count ?? usual.RecallCount : 0,
            IsReproducible = true,
            Facts = question.Facts == null ? null : new GivenFacts(question.Facts),
            Sampling = settings.IsGreedy
                ? SamplingOptions.Greedy
                : new SamplingOptions { Temperature = sampling.temperature, MinP = sampling.minP, Seed = SeedOf(question) },
        };
    }

    uint SeedOf(Question question) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Seed} {question.Id}")));

    sealed class GivenFacts(IReadOnlyList<string> facts) : IFactSource
    {
        public Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, int count, IGameState? state = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<RecalledFact>>([.. facts.Take(count).Select(fact => new RecalledFact(fact, 1f))]);
    }
}
