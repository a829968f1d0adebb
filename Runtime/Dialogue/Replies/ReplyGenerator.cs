using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Text;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>A line's way to the model: recalls for it, writes its prompt, and generates the reply.</summary>
    /// <remarks>Thread-safe as long as the facts are.</remarks>
    internal sealed class ReplyGenerator
    {
        /// <summary>Remembered lines to choose from: those said in this conversation are passed over.</summary>
        const int LineCount = 8;

        /// <summary>Facts that are looked at where the conversation may raise one of them.</summary>
        const int Candidates = 8;

        /// <summary>What a fact that was already told in this conversation gains when a line refers back.</summary>
        const float SpokenBonus = 0.15f;

        /// <summary>Least temperature of further candidates: greedy ones would all be the first again.</summary>
        const float RetryTemperature = 0.7f;

        const uint RetrySeed = 1; // where the caller set none, so that the same line in the same place is answered the same

        readonly CharacterSheet _sheet;
        readonly IDialogueModel _model;
        readonly IFactSource? _facts;
        readonly string? _adapter;
        readonly ConversationOptions _options;
        readonly ReplyRules _rules;
        readonly PromptWriter _writer;
        readonly ILineSource? _lines;
        PromptWindow _window;

        public ReplyGenerator(
            CharacterSheet sheet, IDialogueModel model, IFactSource? facts, ILineSource? lines, string? adapter, ConversationOptions options, ReplyRules rules, PromptWriter writer)
        {
            _rules = rules;
            _writer = writer;
            _sheet = sheet;
            _model = model;
            _facts = options.Memory == null ? options.Facts ?? facts : options.Memory.With(options.Facts ?? facts);
            _lines = options.IsPlain ? null : options.Lines ?? lines;
            _adapter = options.UseAdapter ? adapter : null;
            _options = options;
            _window = new PromptWindow(sheet, model, options, writer);
        }

        /// <summary>Another conversation begins: all of it is in its prompts until it no longer fits.</summary>
        public void ForgetWindow() => _window = new PromptWindow(_sheet, _model, _options, _writer);

        /// <param name="turns">The conversation so far; not changed while this runs.</param>
        /// <param name="text">What the player says.</param>
        /// <param name="cancellationToken">Throws.</param>
        public async Task<TurnDraft> DraftAsync(IReadOnlyList<Turn> turns, string text, CancellationToken cancellationToken)
        {
            IReadOnlyList<RecalledFact> facts;
            IReadOnlyList<RememberedLine> lines = Array.Empty<RememberedLine>();
            try
            {
                facts = await RecallAsync(turns, text, cancellationToken).ConfigureAwait(true);
                if (_lines != null)
                    lines = await _lines.RecallAsync(text, LineCount, cancellationToken).ConfigureAwait(true);
            }
            catch (OjousamaException e)
            {
                return new TurnDraft(text, e);
            }

            Answer answer = _options.IsPlain ? Answer.Free("plain") : Answer.Decide(text, facts, lines, turns, Deflection(turns));
            if (!_options.IsPlain && answer.Kind != AnswerKind.Fact)
                facts = Array.Empty<RecalledFact>(); // near ones that do not answer would only mislead the model
            var (prompt, told) = await _window.FitAsync(turns, facts.Select(f => f.Text).ToArray(), text, cancellationToken).ConfigureAwait(true);
            facts = facts.Take(told.Length).ToArray();
            if (answer.Kind == AnswerKind.Fact && facts.Count == 0)
                answer = Answer.Free("no fact fits into the context");
            return new TurnDraft(text, facts, told, prompt, answer, lines, turns);
        }

        /// <summary>Facts for the line; where it may be about what was said before, those for both lines together too.</summary>
        async Task<IReadOnlyList<RecalledFact>> RecallAsync(IReadOnlyList<Turn> turns, string text, CancellationToken cancellationToken)
        {
            if (_facts == null || _options.RecallCount <= 0)
                return Array.Empty<RecalledFact>();
            if (_options.IsPlain)
                return await _facts.RecallAsync(text, _options.RecallCount, _options.State, cancellationToken).ConfigureAwait(true);
            if (turns.Count > 0 && LineCues.AsksAboutPlayer(text))
                return await ToldAsync(turns, text, cancellationToken).ConfigureAwait(true);
            var facts = await NearestAsync(text, cancellationToken).ConfigureAwait(true);
            if (turns.Count == 0 || !LineCues.RefersBack(text))
                return facts.Take(_options.RecallCount).ToArray();
            var more = await NearestAsync($"{turns[turns.Count - 1].PlayerLine} {text}", cancellationToken).ConfigureAwait(true);
            var spoken = new HashSet<string>(turns.Where(turn => turn.AnswerKind == AnswerKind.Fact).Select(turn => turn.Facts[0].Text));
            return facts.Concat(more).GroupBy(fact => fact.Text).Select(same => same.OrderByDescending(fact => fact.Score).First())
                .Select(fact => spoken.Contains(fact.Text) ? fact.Raised(SpokenBonus) : fact)
                .OrderByDescending(fact => fact.Score).Take(_options.RecallCount).ToArray();
        }

        /// <summary>What he told: in her memory, else in his own words of this conversation.</summary>
        async Task<IReadOnlyList<RecalledFact>> ToldAsync(IReadOnlyList<Turn> turns, string text, CancellationToken cancellationToken)
        {
            IReadOnlyList<RecalledFact> kept = _options.Memory == null
                ? Array.Empty<RecalledFact>()
                : await _options.Memory.With(null).RecallAsync(text, _options.RecallCount, _options.State, cancellationToken).ConfigureAwait(true);
            if (kept.Count > 0 || !(_lines is ILineComparer comparer))
                return kept;
            return await ToldByPlayer.RecallAsync(text, turns, _options.RecallCount, comparer, cancellationToken).ConfigureAwait(true);
        }

        Task<IReadOnlyList<RecalledFact>> NearestAsync(string text, CancellationToken cancellationToken) => _facts is INearFacts near
            ? near.NearestAsync(text, Candidates, _options.State, cancellationToken)
            : _facts!.RecallAsync(text, Candidates, _options.State, cancellationToken);

        /// <summary>The author's lines for what she cannot know take turns; "" if there is none.</summary>
        string Deflection(IReadOnlyList<Turn> turns) => _sheet.fallbacks.Exists(f => f.situation == FallbackSituation.OutOfWorld)
            ? _sheet.FallbackFor(FallbackSituation.OutOfWorld, turns.Count(turn => turn.AnswerKind == AnswerKind.Unknown))
            : "";

        /// <summary>Reads what the next prompt begins with into the model's cache.</summary>
        public async Task WarmUpAsync(IReadOnlyList<Turn> turns, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            var request = Request(_window.Prefix(turns)) with { MaxTokens = 0, Priority = new RequestPriority(), Progress = progress };
            await foreach (GenerationItem item in _model.GenerateAsync(request, cancellationToken).ConfigureAwait(true))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (item.Error != null)
                    throw item.Error;
            }
        }

        /// <param name="draft">Without an error.</param>
        /// <param name="priority">Null if somebody waits.</param>
        /// <param name="cancellationToken">See <see cref="IDialogueModel.GenerateAsync"/>.</param>
        public IAsyncEnumerable<GenerationItem> GenerateAsync(TurnDraft draft, RequestPriority? priority, CancellationToken cancellationToken)
        {
            var said = new SaidBefore(draft.Turns);
            if (draft.Answer.Text is string known)
                return SayAsync(draft.Answer.Kind == AnswerKind.Unknown ? said.Vary(known) : known);
            GenerationRequest request = Request(draft.Prompt) with { Priority = priority };
            if (_options.Scorer != null)
                return new BestOfModel(_model, _options.Candidates, (replies, ct) => ScoreAsync(draft, replies, ct), _options.WriteLog).GenerateAsync(request, cancellationToken);
            // What nothing can be held against is streamed: its first sentence need not wait for the last.
            if (draft.Answer.Kind == AnswerKind.Fact)
                return CheckedAsync(draft, request, said, cancellationToken);
            return _options.IsPlain ? _model.GenerateAsync(request, cancellationToken) : said.GenerateAsync(_model, request, draft, cancellationToken);
        }

        /// <summary>The model's reply if it states what was asked for; else the best of several more; else the fact itself, in her manner.</summary>
        async IAsyncEnumerable<GenerationItem> CheckedAsync(
            TurnDraft draft, GenerationRequest request, SaidBefore said, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var check = new ReplyCheck(draft.Text, draft.Facts, draft.Turns);
            float Score(string reply) => ReplyReader.MayShow(reply, _rules) && !said.Contains(reply) ? check.Score(Markup.Strip(reply)) : 0f;

            List<GenerationItem> reply = await CollectAsync(_model, request, cancellationToken).ConfigureAwait(true);
            float score = Score(TextOf(reply));
            if (score < ReplyCheck.Pass && !HasFailed(reply))
            {
                SamplingOptions sampling = request.Sampling with { Temperature = Math.Max(request.Sampling.Temperature, RetryTemperature), Seed = request.Sampling.Seed ?? RetrySeed };
                var best = new BestOfModel(
                    _model, _options.Candidates, (replies, _) => Task.FromResult<IReadOnlyList<float>>(replies.Select(Score).ToArray()), _options.WriteLog);
                List<GenerationItem> retry = await CollectAsync(best, request with { Sampling = sampling }, cancellationToken).ConfigureAwait(true);
                float retried = Score(TextOf(retry));
                _options.WriteLog(FormattableString.Invariant($"The first reply passed {score:F2}, the best of {_options.Candidates} more {retried:F2}"));
                if (retried > score)
                    (reply, score) = (retry, retried);
            }

            if (score < ReplyCheck.Pass && !HasFailed(reply))
            {
                _options.WriteLog("No reply states the fact: it is said as the sheet has it");
                reply = Said(said.Vary(FactSentence.Of(draft.Facts[0].Text, _sheet.speech)));
            }

            if (score >= ReplyCheck.Pass && !HasFailed(reply))
            {
                List<GenerationItem> stated = check.UpToStated(reply);
                if (!said.Contains(TextOf(stated)))
                    reply = stated;
            }

            foreach (GenerationItem item in reply)
                yield return item;
        }

        static async Task<List<GenerationItem>> CollectAsync(IDialogueModel model, GenerationRequest request, CancellationToken cancellationToken)
        {
            var items = new List<GenerationItem>();
            await foreach (GenerationItem item in model.GenerateAsync(request, cancellationToken).ConfigureAwait(true))
                items.Add(item);
            return items;
        }

        /// <summary>Whether the stream broke: the turn then fails as any other does.</summary>
        static bool HasFailed(List<GenerationItem> items) => items.Count == 0 || items[items.Count - 1].End == null || items[items.Count - 1].Error != null;

        static string TextOf(List<GenerationItem> items) => string.Concat(items.Select(item => item.Text));

        static List<GenerationItem> Said(string text) => new List<GenerationItem>
        {
            GenerationItem.Piece(text, -1), GenerationItem.Last(new GenerationEnd(StopReason.End, default)),
        };

        static async IAsyncEnumerable<GenerationItem> SayAsync(string text)
        {
            await Task.CompletedTask.ConfigureAwait(true);
            foreach (GenerationItem item in Said(text))
                yield return item;
        }

        /// <summary>A reply that the guard would cut loses to any that may be shown whole.</summary>
        async Task<IReadOnlyList<float>> ScoreAsync(TurnDraft draft, IReadOnlyList<string> replies, CancellationToken cancellationToken)
        {
            var candidates = new ReplyCandidates(draft.Text, draft.Facts, replies);
            IReadOnlyList<float> scores = await _options.Scorer!.ScoreAsync(candidates, cancellationToken).ConfigureAwait(true);
            return replies.Select((r, i) => ReplyReader.MayShow(r, _rules) ? scores[i] : float.NegativeInfinity).ToArray();
        }

        GenerationRequest Request(IReadOnlyList<PromptSegment> prompt) => new GenerationRequest(prompt)
        {
            Adapter = _adapter,
            AdapterScale = _sheet.model.adapterScale,
            MaxTokens = _sheet.model.replyTokens,
            IsReproducible = _options.IsReproducible,
            Sampling = _options.Sampling ?? new SamplingOptions { Temperature = _sheet.sampling.temperature, MinP = _sheet.sampling.minP },
        };
    }
}
