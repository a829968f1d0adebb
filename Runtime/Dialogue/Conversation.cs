using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Replies;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Safety;

namespace Ojousama.Dialogue
{
    /// <summary>One conversation with one character: recalls, prompts, generates, guards and remembers, turn by turn.</summary>
    /// <remarks>
    /// Call it from one thread, or from async code that resumes on one (a Unity script does). It owns nothing native and needs no disposal;
    /// the model and the facts behind it must live as long as it talks.
    /// </remarks>
    public sealed class Conversation
    {
        readonly CharacterSheet _sheet;
        readonly ConversationOptions _options;
        readonly List<Turn> _turns = new List<Turn>();
        readonly TurnGate _gate;
        readonly ReplyRules _rules;
        readonly TurnDrafter _drafts;
        readonly ReplyGenerator _replies;
        readonly SpeculativeReplies _speculative;
        IReadOnlyList<string> _prefetchNext = Array.Empty<string>(); // when the running turn has ended
        int _failures; // lets the authored lines take turns

        /// <param name="sheet">Who talks.</param>
        /// <param name="model">Generates the replies.</param>
        /// <param name="facts">What she knows; null for nothing. <see cref="ConversationOptions.Facts"/> goes before it.</param>
        /// <param name="adapter">Path of her LoRA adapter; null for the bare model.</param>
        /// <param name="options">Null for the defaults.</param>
        /// <param name="format">How the model marks turns; null for <see cref="ChatTemplate.Gemma"/>.</param>
        /// <param name="lines">What she answered before; null for nothing. <see cref="ConversationOptions.Lines"/> goes before it.</param>
        /// <param name="exampleCount">Remembered lines that a prompt may show the model: as many as the adapter was trained with.</param>
        public Conversation(
            CharacterSheet sheet, IDialogueModel model, IFactSource? facts = null, string? adapter = null, ConversationOptions? options = null, ChatTemplate? format = null, ILineSource? lines = null, int exampleCount = 0)
            : this(sheet, model, facts, adapter, options, format, lines, exampleCount, RecallAids.None)
        {
        }

        /// <summary>The same, with what was made for her embedder and voice.</summary>
        internal Conversation(
            CharacterSheet sheet, IDialogueModel model, IFactSource? facts, string? adapter, ConversationOptions? options, ChatTemplate? format, ILineSource? lines, int exampleCount, RecallAids aids)
        {
            _options = options ?? new ConversationOptions();
            if (!_options.UseAdapter)
                exampleCount = 0;
            _sheet = sheet;
            _rules = new ReplyRules(sheet, _options.Affection);
            _gate = new TurnGate(_options.WhenBusy);
            _drafts = new TurnDrafter(sheet, model, new TurnRecall(facts, lines, _options, aids, sheet.speech), _options, new PromptWriter(format ?? ChatTemplate.Gemma), exampleCount, aids.Decision);
            _replies = new ReplyGenerator(sheet, model, adapter, _options, _rules);
            _speculative = new SpeculativeReplies(sheet.model.replyTokens, _options.SpeculativeTokens);
        }

        /// <summary>Finished turns, oldest first.</summary>
        public IReadOnlyList<Turn> Turns => _turns;

        /// <summary>Takes up an earlier conversation in place of this one: a save was loaded, or the player rolled back.</summary>
        /// <param name="history">What was said in it, oldest first.</param>
        /// <remarks>Cancel a turn that is under way first, or it becomes part of the conversation when it ends.</remarks>
        public void RestoreHistory(IEnumerable<Exchange> history)
        {
            _turns.Clear();
            foreach (Exchange e in history)
            {
                var written = new Exchange(e.PlayerLine, e.Facts, _rules.Cues.AsWritten(e.Reply), e.ReplyTokens) { Examples = e.Examples };
                _turns.Add(new Turn(written, Array.Empty<RecalledFact>(), StopReason.End, default, e.Reply));
            }

            _speculative.Drop();
            _drafts.ForgetWindow();
        }

        /// <summary>Reads what every prompt begins with ahead of the first line, e.g. behind a loading screen.</summary>
        /// <param name="progress">0 to 1.</param>
        /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="OjousamaException">The model failed.</exception>
        public Task WarmUpAsync(IProgress<float>? progress = null, CancellationToken cancellationToken = default) =>
            _replies.WarmUpAsync(_drafts.Prefix(_turns), progress, cancellationToken);

        /// <summary>Answers lines that are likely to be said next, e.g. the choices on the screen, while nobody waits: the one that is said then plays at once.</summary>
        /// <param name="likelyLines">Likeliest first. They replace those of the last call; the same lines again cost nothing, and none drops all.</param>
        /// <remarks>While a turn runs, this waits for its end. Whatever is said next ends it.</remarks>
        public void Prefetch(IReadOnlyList<string> likelyLines)
        {
            if (_gate.IsBusy)
                _prefetchNext = likelyLines;
            else
                Speculate(likelyLines);
        }

        /// <summary>Says a line to her and streams her answer.</summary>
        /// <param name="text">What the player says. Tags and template tokens in it are dropped: it can change no state.</param>
        /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/> within one decode step.</param>
        /// <returns>The items of one turn; see <see cref="DialogueItem"/> for their order. Nothing runs until it is enumerated.</returns>
        /// <remarks>Whatever goes wrong within it, the last item is a <see cref="TurnFinished"/> or a <see cref="TurnFailed"/>.</remarks>
        /// <exception cref="OperationCanceledException">Also when a later line took over (<see cref="WhenBusy.Cancel"/>).</exception>
        public async IAsyncEnumerable<DialogueItem> SayAsync(
            string text, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            using var stay = await _gate.EnterAsync(cancellationToken).ConfigureAwait(true);
            string line = PlayerLine.Clean(text);
            var turn = TurnEnd.EnsureAsync(TurnAsync(line, stay), e => FailedWithin(stay, e, line), stay.Token);
            await foreach (DialogueItem item in turn.ConfigureAwait(true))
                yield return item;
        }

        async IAsyncEnumerable<DialogueItem> TurnAsync(string line, TurnGate.Stay stay)
        {
            CancellationToken ct = stay.Token;
            var watch = Stopwatch.StartNew();
            SpeculativeReply? speculative = _speculative.Take(line);
            _prefetchNext = Array.Empty<string>();
            yield return new TurnStarted(_sheet.ShownName, line);
            if (_rules.RefuseInput(line) is SafetyTopic topic)
            {
                EndTurn(stay);
                yield return Refused(line, topic);
                yield break;
            }

            TurnDraft draft = await (speculative?.Draft ?? _drafts.DraftAsync(_turns, line, ct)).ConfigureAwait(true);
            if (speculative != null && !draft.Facts.All(f => f.IsOpen(_options.State)))
            {
                // The game has gone on since, and she may no longer tell what she meant to.
                speculative.Cancel();
                speculative = null;
                draft = await _drafts.DraftAsync(_turns, line, ct).ConfigureAwait(true);
            }

            if (draft.Error != null)
            {
                EndTurn(stay);
                yield return Failed(draft.Error, line, FallbackSituation.Failed);
                yield break;
            }

            TimeSpan recallTime = watch.Elapsed, firstToken = default;
            yield return new FactsRecalled(draft.Facts, draft.Lines);

            bool isSpeculative = speculative?.IsUsable == true;
            var reader = new ReplyReader(_rules);
            GenerationEnd? end = null;
            using var timer = new FirstSentenceTimer(_options.FirstSentenceTimeout, ct);
            var items = timer.ReadAsync(t => isSpeculative ? speculative!.ReadAsync(t) : _replies.GenerateAsync(draft, null, t));
            await foreach (var item in items.ConfigureAwait(true))
            {
                if (firstToken == default)
                    firstToken = watch.Elapsed;
                end = item.End;
                if (reader.IsCut)
                    continue;
                reader.Read(item);
                while (reader.TryTake(out DialogueItem? shaped))
                {
                    ct.ThrowIfCancellationRequested();
                    timer.Stop();
                    yield return shaped!;
                }

                if (reader.IsCut)
                    timer.Cut();
            }

            // A later line may have taken over while the consumer held the last piece: then this turn must leave no trace.
            ct.ThrowIfCancellationRequested();
            if (timer.IsOver)
            {
                EndTurn(stay);
                yield return Failed(TooSlow(), line, FallbackSituation.TooSlow);
                yield break;
            }

            var timings = new TurnTimings(recallTime, firstToken, watch.Elapsed, end?.Timings ?? default, isSpeculative);
            OjousamaException? error = end?.Error ?? (end == null && !reader.IsCut ? Unended() : reader.Error);
            if (error != null)
            {
                EndTurn(stay);
                yield return Failed(error, line, reader.IsCut ? FallbackSituation.ReplyRefused : FallbackSituation.Failed, timings);
                yield break;
            }

            var exchange = new Exchange(line, draft.PromptFacts, reader.Written, reader.Tokens) { Examples = draft.Examples };
            StopReason stop = end == null || reader.IsCut ? StopReason.Guard : end.Reason;
            var turn = new Turn(exchange, draft.Facts, stop, timings, reader.Reply, reader.Expression, reader.Affection) { AnswerKind = draft.Answer.Kind };
            _turns.Add(turn);
            _options.WriteLog($"{draft.Answer.Kind} ({draft.Answer.Reason}){string.Concat(draft.Examples.Select(e => $", shown “{e.PlayerLine}”"))}; {timings}");
            EndTurn(stay);
            yield return new TurnFinished(turn);
        }

        TurnFailed Refused(string line, SafetyTopic topic)
        {
            var error = new OjousamaException($"The player's line is not for all ages ({topic})", "Nothing has to be done: she answered with an authored line");
            return Failed(error, line, topic == SafetyTopic.SelfHarm ? FallbackSituation.Distress : FallbackSituation.InputRefused);
        }

        /// <summary>Ends a turn that threw.</summary>
        TurnFailed FailedWithin(TurnGate.Stay stay, OjousamaException error, string line)
        {
            EndTurn(stay);
            return Failed(error, line, FallbackSituation.Failed);
        }

        static OjousamaException Unended() => new OjousamaException(
            "The model's stream ended without its last item", "Let IDialogueModel.GenerateAsync end each stream with GenerationItem.Last");

        OjousamaException TooSlow() => new OjousamaException(
            $"No sentence of the reply was ready within {_options.FirstSentenceTimeout.TotalSeconds:0.##} seconds",
            "Choose a smaller model, keep more of it on the GPU, or raise ConversationOptions.FirstSentenceTimeout");

        TurnFailed Failed(OjousamaException error, string line, FallbackSituation situation, TurnTimings timings = default) => new TurnFailed(
            error, line, _sheet.FallbackFor(situation, _failures++), situation == FallbackSituation.Failed || situation == FallbackSituation.TooSlow ? StopReason.Error : StopReason.Guard, timings);

        /// <summary>Before the last item is handed out, so that whoever takes it may prepare or say the next line.</summary>
        void EndTurn(TurnGate.Stay stay)
        {
            stay.Dispose();
            Speculate(_prefetchNext);
        }

        /// <summary>What is generated ahead answers the conversation as it stands now, so its turns are copied.</summary>
        void Speculate(IReadOnlyList<string> lines)
        {
            _prefetchNext = Array.Empty<string>();
            Turn[] turns = _turns.ToArray();
            _speculative.Prefetch(
                lines.Select(PlayerLine.Clean).ToArray(),
                (text, ct) => _drafts.DraftAsync(turns, text, ct),
                () => _replies.WarmUpAsync(_drafts.Prefix(turns), null, CancellationToken.None),
                _replies.GenerateAsync);
        }
    }
}
