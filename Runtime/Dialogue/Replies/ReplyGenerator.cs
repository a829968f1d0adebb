using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>A line's way to the model: recalls for it, writes its prompt, and generates the reply.</summary>
    /// <remarks>Thread-safe as long as the facts are.</remarks>
    internal sealed class ReplyGenerator
    {
        readonly CharacterSheet _sheet;
        readonly IDialogueModel _model;
        readonly IFactSource? _facts;
        readonly string? _adapter;
        readonly ConversationOptions _options;
        readonly ReplyRules _rules;
        readonly PromptWriter _writer;
        PromptWindow _window;

        public ReplyGenerator(
            CharacterSheet sheet, IDialogueModel model, IFactSource? facts, string? adapter, ConversationOptions options, ReplyRules rules, PromptWriter writer)
        {
            _rules = rules;
            _writer = writer;
            _sheet = sheet;
            _model = model;
            _facts = options.Memory == null ? options.Facts ?? facts : options.Memory.With(options.Facts ?? facts);
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
            IReadOnlyList<RecalledFact> facts = Array.Empty<RecalledFact>();
            try
            {
                if (_facts != null && _options.RecallCount > 0)
                    facts = await _facts.RecallAsync(text, _options.RecallCount, _options.State, cancellationToken).ConfigureAwait(true);
            }
            catch (OjousamaException e)
            {
                return new TurnDraft(text, e);
            }

            var (prompt, told) = await _window.FitAsync(turns, facts.Select(f => f.Text).ToArray(), text, cancellationToken).ConfigureAwait(true);
            return new TurnDraft(text, facts.Take(told.Length).ToArray(), told, prompt);
        }

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
        public IAsyncEnumerable<GenerationItem> GenerateAsync(TurnDraft draft, RequestPriority? priority, CancellationToken cancellationToken) =>
            Speaker(draft).GenerateAsync(Request(draft.Prompt) with { Priority = priority }, cancellationToken);

        /// <summary>The model itself, or the best of several of its replies.</summary>
        IDialogueModel Speaker(TurnDraft draft) => _options.Scorer == null
            ? _model
            : new BestOfModel(
                _model,
                _options.Candidates,
                (replies, ct) => ScoreAsync(draft, replies, ct),
                _options.WriteLog);

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
