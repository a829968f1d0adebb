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

        /// <summary>How long a player may wait for further candidates.</summary>
        static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

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
            string fact = draft.Facts[0].Text, sentence = said.Vary(FactSentence.Of(fact, _speech));
            // A model that small would give his words to her; and of what she told already it would say what it said then.
            if (ToldByPlayer.Quoted(fact) != null || (draft.Turns.HaveTold(fact) && !said.Contains(sentence)))
                return WholeReply.Of(sentence);
            var check = new ReplyCheck(draft.Text, draft.Facts, draft.Turns, _speech.firstPerson);
            float Score(string reply) => !ReplyReader.MayShow(reply, _rules) || said.Contains(reply) ? 0f
                : check.Score(Markup.Strip(reply)) * (_voice.HasVoice(Markup.Strip(reply)) ? 1 : Voiceless);

            List<GenerationItem> reply = await WholeReply.CollectAsync(_model, request, cancellationToken).ConfigureAwait(true);
            if (WholeReply.HasFailed(reply))
                return reply;
            float score = Score(WholeReply.TextOf(reply));
            int more = CandidatesAfter(reply[reply.Count - 1].End!.Timings);
            if (score < ReplyCheck.Pass && more > 0)
            {
                List<GenerationItem> retry = await BestOfMoreAsync(request, more, Score, cancellationToken).ConfigureAwait(true);
                float retried = WholeReply.HasFailed(retry) ? 0f : Score(WholeReply.TextOf(retry));
                _options.WriteLog(FormattableString.Invariant($"The first reply passed {score:F2}, the best of {more} more {retried:F2}"));
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
            return WholeReply.Of(sentence, reply[reply.Count - 1].End!.Timings);
        }

        /// <summary>As many as the machine writes in time, to judge by the first: its prompt is still in the cache, so that only writing takes time.</summary>
        int CandidatesAfter(GenerationTimings first)
        {
            double writing = (first.Total - first.FirstToken).TotalSeconds;
            return _options.IsReproducible || writing <= 0 ? _options.Candidates : (int)Math.Min(_options.Candidates, Patience.TotalSeconds / writing);
        }

        async Task<List<GenerationItem>> BestOfMoreAsync(GenerationRequest request, int count, Func<string, float> score, CancellationToken cancellationToken)
        {
            SamplingOptions sampling = request.Sampling with
            {
                Temperature = Math.Max(request.Sampling.Temperature, RetryTemperature),
                Seed = request.Sampling.Seed ?? RetrySeed,
            };
            var best = new BestOfModel(
                _model, count, (replies, _) => Task.FromResult<IReadOnlyList<float>>(replies.Select(score).ToArray()), _options.WriteLog);
            return await WholeReply.CollectAsync(best, request with { Sampling = sampling }, cancellationToken).ConfigureAwait(true);
        }
    }
}
