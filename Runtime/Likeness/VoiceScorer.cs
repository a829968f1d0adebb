using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue;
using Ojousama.Text;

namespace Ojousama.Likeness
{
    /// <summary>Lets a character say the one of several replies that sounds most like her.</summary>
    /// <remarks>
    /// Thread-safe. Give it to a conversation as <see cref="ConversationOptions.Scorer"/>. It hears the voice and nothing else: a reply
    /// that is off the point in her voice beats one that is to the point in another.
    /// </remarks>
    public sealed class VoiceScorer : IReplyScorer
    {
        readonly VoiceModel _voice;

        /// <param name="voice">Hers.</param>
        public VoiceScorer(VoiceModel voice) => _voice = voice;

        /// <inheritdoc/>
        public Task<IReadOnlyList<float>> ScoreAsync(ReplyCandidates candidates, CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<float>>(candidates.Replies.Select(reply => _voice.Score(Markup.Strip(reply))).ToArray());
    }
}
