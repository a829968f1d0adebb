using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Loading;
using Ojousama.Recall;
using Ojousama.Recall.Memory;
using Ojousama.Saving;

namespace Ojousama.Studio.Evaluation;

/// <summary>Asks a character questions, each in a fresh talk and just as the game would.</summary>
/// <param name="character">Answers.</param>
/// <param name="settings">How.</param>
/// <param name="isReproducible">
/// Whether none profits from the cells of another. What else is in a batch or in the cache changes the last digits of the scores, and then
/// half of the sampled replies differ from run to run.
/// </param>
sealed class Rehearsal(LoadedCharacter character, RehearsalSettings settings, bool isReproducible = true)
{
    /// <summary>Asks several questions, some of them at once.</summary>
    /// <param name="questions">In the order of the answers.</param>
    /// <param name="parallel">At once. More than one pays where the model batches well: on a server, and on GPUs.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    public async IAsyncEnumerable<(Question Question, IReadOnlyList<RehearsedReply> Replies)> AskAsync(
        IReadOnlyList<Question> questions, int parallel, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = new Queue<(Question Question, Task<IReadOnlyList<RehearsedReply>> Replies)>();
        try
        {
            foreach (Question question in questions)
            {
                asked.Enqueue((question, AskAsync(question, all.Token)));
                // The oldest is waited for first, so that results stand in the order of the questions; those behind it go on.
                while (asked.Count(a => !a.Replies.IsCompleted) >= parallel)
                    await Task.WhenAny(asked.Select(a => a.Replies).Where(r => !r.IsCompleted)).ConfigureAwait(false);
                while (asked.TryPeek(out var first) && first.Replies.IsCompleted)
                    yield return (first.Question, await asked.Dequeue().Replies.ConfigureAwait(false));
            }

            while (asked.TryDequeue(out var next))
                yield return (next.Question, await next.Replies.ConfigureAwait(false));
        }
        finally
        {
            await all.CancelAsync().ConfigureAwait(false); // an answer failed, or nobody wants the rest
            await ((Task)Task.WhenAll(asked.Select(a => a.Replies))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>A reply a line of the question.</returns>
    /// <exception cref="OperationCanceledException">Within one decode step.</exception>
    public async Task<IReadOnlyList<RehearsedReply>> AskAsync(Question question, CancellationToken cancellationToken = default)
    {
        using var transcript = new Transcript();
        using CharacterMemory? memory = settings.IsPlain || !settings.HasMemory || settings.Knowledge != Knowledge.Recalled
            ? null
            : await CharacterMemory.OpenAsync(character.Sheet, transcript, character.Embedder, character.Model, cancellationToken).ConfigureAwait(false);
        Conversation conversation = character.StartConversation(await OptionsForAsync(question, memory, cancellationToken).ConfigureAwait(false));
        var replies = new List<RehearsedReply>();
        foreach (string line in question.Lines)
        {
            RehearsedReply reply = await SayAsync(conversation, question, line, transcript, cancellationToken).ConfigureAwait(false);
            replies.Add(reply);
            if (memory != null && replies.Count < question.Lines.Count)
                await memory.Player.Listening.ConfigureAwait(false); // a player thinks before he types; here nobody does
        }

        return replies;
    }

    async Task<RehearsedReply> SayAsync(Conversation conversation, Question question, string line, Transcript transcript, CancellationToken cancellationToken)
    {
        FactsRecalled? recalled = null;
        var watch = Stopwatch.StartNew();
        TimeSpan? firstCharacter = null;
        await foreach (var item in conversation.SayAsync(line, cancellationToken).ConfigureAwait(false))
        {
            switch (item)
            {
                case FactsRecalled facts:
                    recalled = facts;
                    break;
                case TextPiece:
                    firstCharacter ??= watch.Elapsed;
                    break;
                case TurnFinished finished:
                    transcript.Add(new TurnTaken(character.Sheet.ShownName, finished.Turn.Shown));
                    return new RehearsedReply(question, line, recalled!, finished.Turn, firstCharacter);
                case TurnFailed failed:
                    return new RehearsedReply(question, line, recalled, failed);
            }
        }

        throw new InvalidOperationException("A turn ended without its last item.");
    }

    async Task<ConversationOptions> OptionsForAsync(Question question, CharacterMemory? memory, CancellationToken cancellationToken)
    {
        var sampling = character.Sheet.sampling;
        return new ConversationOptions
        {
            RecallCount = CountFor(question),
            IsReproducible = isReproducible,
            Parts = settings.Parts,
            FirstSentenceTimeout = Timeout.InfiniteTimeSpan, // nobody waits, and first_ms tells how long it took
            UseAdapter = settings.UsesAdapter,
            Facts = await FactsForAsync(question, cancellationToken).ConfigureAwait(false),
            Memory = memory,
            Sampling = settings.IsGreedy
                ? SamplingOptions.Greedy
                : new SamplingOptions { Temperature = sampling.temperature, MinP = sampling.minP, Seed = SeedOf(question) },
        };
    }

    int CountFor(Question question) => settings.Knowledge switch
    {
        Knowledge.None => 0,
        Knowledge.Recalled => question.Facts?.Count ?? new ConversationOptions().RecallCount,
        _ => question.Facts?.Count ?? character.Sheet.facts.Count,
    };

    /// <returns>Null for what recall finds.</returns>
    async Task<IFactSource?> FactsForAsync(Question question, CancellationToken cancellationToken)
    {
        if (settings.Knowledge == Knowledge.Whole)
            return new WholeSheet(question.Facts ?? [.. character.Sheet.facts.Select(fact => fact.text)]);
        return question.Facts == null ? null : await GivenFacts.OfAsync(question.Facts, character.Embedder, cancellationToken).ConfigureAwait(false);
    }

    uint SeedOf(Question question) =>
        BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{settings.Seed} {question.Id}")));
}
