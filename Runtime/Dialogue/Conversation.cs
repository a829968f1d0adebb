using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Guard;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;

namespace Ojousama.Dialogue
{
    /// <summary>One talk with one character: recalls, prompts, generates, guards and remembers, turn by turn.</summary>
    /// <remarks>
    /// Call it from one thread, or from async code that resumes on one (a Unity script does). It owns nothing native and needs no disposal;
    /// the model and the facts behind it must live as long as it talks.
    /// </remarks>
    public sealed class Conversation
    {
        readonly CharacterSheet _sheet;
        readonly IDialogueModel _model;
        readonly IFactSource? _facts;
        readonly string? _adapter;
        readonly ConversationOptions _options;
        readonly List<Turn> _turns = new List<Turn>();
        readonly TurnGate _gate;
        readonly ReplyRules _rules;

        int _failures; // lets the authored lines take turns
        int _firstInPrompt; // index of the oldest turn that prompts still hold

        /// <param name="sheet">Who talks.</param>
        /// <param name="model">Generates the replies.</param>
        /// <param name="facts">What she knows; null for nothing. <see cref="ConversationOptions.Facts"/> goes before it.</param>
        /// <param name="adapter">Path of her LoRA adapter; null for the bare model.</param>
        /// <param name="options">Null for the defaults.</param>
        public Conversation(
            CharacterSheet sheet, IDialogueModel model, IFactSource? facts = null, string? adapter = null, ConversationOptions? options = null)
        {
            _options = options ?? new ConversationOptions();
            _sheet = sheet;
            _model = model;
            _facts = _options.Facts ?? facts;
            _adapter = _options.UseAdapter ? adapter : null;
            _rules = new ReplyRules(sheet, _options.Affection);
            _gate = new TurnGate(_options.WhenBusy);
        }

        /// <summary>Finished turns, oldest first.</summary>
        public IReadOnlyList<Turn> Turns => _turns;

        /// <summary>Takes up an earlier talk in place of this one: a save was loaded, or the player rolled back.</summary>
        /// <param name="history">What was said in it, oldest first.</param>
        /// <remarks>Cancel a turn that is under way first, or it becomes part of the talk when it ends.</remarks>
        public void GoOnFrom(IEnumerable<Exchange> history)
        {
            _turns.Clear();
            _turns.AddRange(history.Select(e => new Turn(e, Array.Empty<RecalledFact>(), StopReason.End, default)));
            _firstInPrompt = 0;
        }

        /// <summary>Says a line to her and streams her answer.</summary>
        /// <param name="text">What the player says. Tags and template tokens in it are dropped: it can change no state.</param>
        /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/> within one decode step.</param>
        /// <returns>The items of one turn; see <see cref="DialogueItem"/> for their order. Nothing runs until it is enumerated.</returns>
        /// <exception cref="OperationCanceledException">Also when a later line took over (<see cref="WhenBusy.Cancel"/>).</exception>
        public async IAsyncEnumerable<DialogueItem> SayAsync(
            string text, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            using var stay = await _gate.EnterAsync(cancellationToken).ConfigureAwait(true);
            CancellationToken ct = stay.Token;

            var watch = Stopwatch.StartNew();
            string line = PlayerLine.Clean(text);
            yield return new TurnStarted(_sheet.ShownName, line);
            if (_rules.RefuseInput(line) is SafetyTopic topic)
            {
                yield return Refused(line, topic);
                yield break;
            }

            var (facts, recallError) = await RecallAsync(line, ct).ConfigureAwait(true);
            if (recallError != null)
            {
                yield return Failed(recallError, line, FallbackSituation.Failed);
                yield break;
            }

            TimeSpan recallTime = watch.Elapsed;
            yield return new FactsRecalled(facts);

            string[] factTexts = facts.Select(f => f.Text).ToArray();
            var reader = new ReplyReader(_rules);
            GenerationEnd? end = null;
            await foreach (var item in _model.GenerateAsync(Request(factTexts, line), ct).ConfigureAwait(true))
            {
                end = item.End;
                reader.Read(item);
                while (reader.TryTake(out DialogueItem? shaped))
                {
                    ct.ThrowIfCancellationRequested();
                    yield return shaped!;
                }

                if (reader.IsCut)
                    break;
            }

            // A later line may have taken over while the consumer held the last piece: then this turn must leave no trace.
            ct.ThrowIfCancellationRequested();
            OjousamaException? error = end?.Error ?? reader.Error;
            if (error != null)
            {
                yield return Failed(error, line, reader.IsCut ? FallbackSituation.ReplyRefused : FallbackSituation.Failed);
                yield break;
            }

            var exchange = new Exchange(line, factTexts, reader.Reply, reader.Tokens);
            var timings = end?.Timings ?? new GenerationTimings { Total = watch.Elapsed - recallTime };
            StopReason stop = reader.IsCut ? StopReason.Guard : end!.Reason;
            var turn = new Turn(exchange, facts, stop, new TurnTimings(recallTime, timings), reader.Expression, reader.Affection);
            _turns.Add(turn);
            yield return new TurnFinished(turn);
        }

        TurnFailed Refused(string line, SafetyTopic topic)
        {
            var error = new OjousamaException($"The player's line is not for all ages ({topic})", "Nothing has to be done: she answered with an authored line");
            return Failed(error, line, topic == SafetyTopic.SelfHarm ? FallbackSituation.Distress : FallbackSituation.InputRefused);
        }

        TurnFailed Failed(OjousamaException error, string line, FallbackSituation situation) => new TurnFailed(
            error, line, _sheet.FallbackFor(situation, _failures++), situation == FallbackSituation.Failed ? StopReason.Error : StopReason.Guard);

        async Task<(IReadOnlyList<RecalledFact> Facts, OjousamaException? Error)> RecallAsync(string text, CancellationToken ct)
        {
            if (_facts == null || _options.RecallCount == 0)
                return (Array.Empty<RecalledFact>(), null);
            try
            {
                return (await _facts.RecallAsync(text, _options.RecallCount, ct).ConfigureAwait(true), null);
            }
            catch (OjousamaException e)
            {
                return (Array.Empty<RecalledFact>(), e);
            }
        }

        GenerationRequest Request(IReadOnlyList<string> facts, string text)
        {
            return new GenerationRequest(FittingPrompt(facts, text))
            {
                Adapter = _adapter,
                AdapterScale = _sheet.model.adapterScale,
                MaxTokens = _sheet.model.replyTokens,
                Sampling = _options.Sampling ?? new SamplingOptions
                {
                    Temperature = _sheet.sampling.temperature,
                    MinP = _sheet.sampling.minP,
                },
            };
        }

        /// <summary>Drops the oldest turns whole until prompt and reply fit the context.</summary>
        /// <remarks>Half of the context is freed at once: each drop costs a full prefill, so it must not happen every turn.</remarks>
        IReadOnlyList<PromptSegment> FittingPrompt(IReadOnlyList<string> facts, string text)
        {
            int room = _model.ContextTokens - _sheet.model.replyTokens;
            IReadOnlyList<PromptSegment> prompt = Write();
            if (_model.CountTokens(prompt) <= room)
                return prompt;
            while (_firstInPrompt < _turns.Count && _model.CountTokens(prompt) > room / 2)
            {
                _firstInPrompt++;
                prompt = Write();
            }

            return prompt;

            IReadOnlyList<PromptSegment> Write() => PromptWriter.Write(
                _sheet.instruction, _turns.Skip(_firstInPrompt).Select(t => t.Exchange).ToArray(), facts, text);
        }
    }
}
