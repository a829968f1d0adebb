using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Guard;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Text;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>Generates replies that state what was asked for: the model's first if it does, else the best of several more, else the fact itself in her manner.</summary>
    internal sealed class CheckedReply
    {
        /// <summary>Least temperature of further candidates: greedy ones would all be the first again.</summary>
        const float RetryTemperature = 0.7f;

        const uint RetrySeed = 1; // where the caller set none, so that the same line in the same place is answered the same

        /// <summary>What a reply counts that might be anybody's: it does not pass.</summary>
        const float Voiceless = 0.49f;

        readonly IDialogueModel _model;
        readonly SpeechStyle _speech;
        readonly SpeechCheck _voice;
        readonly ReplyRules _rules;
        readonly ConversationOptions _options;

        public CheckedReply(IDialogueModel model, SpeechStyle speech, ReplyRules rules, ConversationOptions options)
        {
            _model = model;
            _speech = speech;
            _voice = new SpeechCheck(speech);
            _rules = rules;
            _options = options;
        }

        /// <param name="draft">With at least one fact.</param>
        /// <param name="request">For the first reply.</param>
        /// <param name="said">What must not be said again.</param>
        /// <param name="cancellationToken">Throws.</param>
        public async Task<List<GenerationItem>> GenerateAsync(TurnDraft draft, GenerationRequest request, SaidBefore said, CancellationToken cancellationToken)
        {
            if (ToldByPlayer.Quoted(draft.Facts[0].Text) != null) // a model that small would give his words to her
                return WholeReply.Of(said.Vary(FactSentence.Of(draft.Facts[0].Text, _speech)));
            var check = new ReplyCheck(draft.Text, draft.Facts, draft.Turns, _speech.firstPerson);
            float Score(string reply) => !ReplyReader.MayShow(reply, _rules) || said.Contains(reply) ? 0f
                : check.Score(Markup.Strip(reply)) * (_voice.HasVoice(Markup.Strip(reply)) ? 1 : Voiceless);

            List<GenerationItem> reply = await WholeReply.CollectAsync(_model, request, cancellationToken).ConfigureAwait(true);
            if (WholeReply.HasFailed(reply))
                return reply;
            float score = Score(WholeReply.TextOf(reply));
            if (score < ReplyCheck.Pass)
            {
                List<GenerationItem> retry = await BestOfMoreAsync(request, Score, cancellationToken).ConfigureAwait(true);
                float retried = WholeReply.HasFailed(retry) ? 0f : Score(WholeReply.TextOf(retry));
                _options.WriteLog(FormattableString.Invariant($"The first reply passed {score:F2}, the best of {_options.Candidates} more {retried:F2}"));
                if (retried > score)
                    (reply, score) = (retry, retried);
            }

            if (score >= ReplyCheck.Pass)
            {
                List<GenerationItem> stated = check.Stated(reply);
                string shortened = WholeReply.TextOf(stated);
                return said.Contains(shortened) || !_voice.HasVoice(Markup.Strip(shortened)) ? reply : stated;
            }

            _options.WriteLog("No reply states the fact: it is said as the sheet has it");
            return WholeReply.Of(said.Vary(FactSentence.Of(draft.Facts[0].Text, _speech)), reply[reply.Count - 1].End!.Timings);
        }

        async Task<List<GenerationItem>> BestOfMoreAsync(GenerationRequest request, Func<string, float> score, CancellationToken cancellationToken)
        {
            SamplingOptions sampling = request.Sampling with
            {
                Temperature = Math.Max(request.Sampling.Temperature, RetryTemperature),
                Seed = request.Sampling.Seed ?? RetrySeed,
            };
            var best = new BestOfModel(
                _model, _options.Candidates, (replies, _) => Task.FromResult<IReadOnlyList<float>>(replies.Select(score).ToArray()), _options.WriteLog);
            return await WholeReply.CollectAsync(best, request with { Sampling = sampling }, cancellationToken).ConfigureAwait(true);
        }
    }
}
