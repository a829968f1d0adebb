using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>From a draft to the stream of its reply: known words as they are, facts checked, all else as the model writes it.</summary>
    internal sealed class ReplyGenerator
    {
        readonly CharacterSheet _sheet;
        readonly IDialogueModel _model;
        readonly string? _adapter;
        readonly ConversationOptions _options;
        readonly ReplyRules _rules;
        readonly CheckedReply _checked;

        public ReplyGenerator(CharacterSheet sheet, IDialogueModel model, string? adapter, ConversationOptions options, ReplyRules rules)
        {
            _sheet = sheet;
            _model = model;
            _adapter = options.UseAdapter ? adapter : null;
            _options = options;
            _rules = rules;
            _checked = new CheckedReply(model, sheet.speech, rules, options);
        }

        /// <summary>Reads what the next prompt begins with into the model's cache.</summary>
        public async Task WarmUpAsync(IReadOnlyList<PromptSegment> prefix, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            var request = Request(prefix) with { MaxTokens = 0, Priority = new RequestPriority(), Progress = progress };
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
                return StreamAsync(() => Task.FromResult(WholeReply.Of(draft.Answer.Kind == AnswerKind.Unknown ? said.Vary(known) : known)));
            GenerationRequest request = Request(draft.Prompt) with { Priority = priority };
            if (_options.Scorer != null)
                return new BestOfModel(_model, _options.Candidates, (replies, ct) => ScoreAsync(draft, replies, ct), _options.WriteLog).GenerateAsync(request, cancellationToken);
            // What nothing can be held against is streamed: its first sentence need not wait for the last.
            if (draft.Answer.Kind == AnswerKind.Fact && _options.Uses(AnswerParts.Check))
                return StreamAsync(() => _checked.GenerateAsync(draft, request, said, cancellationToken));
            return _options.IsPlain ? _model.GenerateAsync(request, cancellationToken) : said.GenerateAsync(_model, request, draft, cancellationToken);
        }

        static async IAsyncEnumerable<GenerationItem> StreamAsync(Func<Task<List<GenerationItem>>> generate)
        {
            foreach (GenerationItem item in await generate().ConfigureAwait(true))
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
