using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue.Turns;
using Ojousama.Inference;
using Ojousama.Text;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>What a character has said in a conversation, so that she does not say it again.</summary>
    /// <remarks>Replies are the same if their letters are: marks, blanks and faces do not count.</remarks>
    internal sealed class SaidBefore
    {
        const int Draws = 4;
        const float LeastTemperature = 0.8f, TemperatureStep = 0.2f; // of the draws after the first: the same one would bring the same reply

        /// <summary>What a line that was said already may begin with, in the order of taking.</summary>
        static readonly string[] Openers = { "ええ、", "そう、", "ふふ、", "ふふ、ええ、", "ふふ、そう、" };

        readonly HashSet<string> _replies;

        /// <param name="turns">Not changed while this is used.</param>
        public SaidBefore(IReadOnlyList<Turn> turns) => _replies = new HashSet<string>(turns.Select(turn => turn.Letters));

        /// <summary>A reply without marks, blanks, faces and other tags.</summary>
        public static string Letters(string reply) => string.Concat(Markup.Strip(reply).Where(c => char.IsLetterOrDigit(c) || char.IsSurrogate(c)));

        public bool Contains(string reply) => _replies.Contains(Letters(reply));

        /// <summary>A line that need not be generated: as it is if it was not said yet, else with another beginning. After all of these, as it is.</summary>
        public string Vary(string line) => Openers.Prepend("").Select(opener => opener + line).FirstOrDefault(varied => !Contains(varied)) ?? line;

        /// <summary>Generates a reply that was not said yet; if some draws bring none, something else is said in its place.</summary>
        /// <remarks>Items are held back only as long as they may become a reply of before, so that a new one comes as soon as without this.</remarks>
        /// <param name="model">Draws.</param>
        /// <param name="request">Of the first draw.</param>
        /// <param name="draft">What is answered.</param>
        /// <param name="cancellationToken">See <see cref="IDialogueModel.GenerateAsync"/>.</param>
        public async IAsyncEnumerable<GenerationItem> GenerateAsync(
            IDialogueModel model, GenerationRequest request, TurnDraft draft, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var held = new List<GenerationItem>();
            for (int draw = 0; draw < Draws; draw++)
            {
                held.Clear();
                var begun = new StringBuilder();
                bool isNew = false;
                await foreach (GenerationItem item in model.GenerateAsync(Again(request, draw), cancellationToken).ConfigureAwait(true))
                {
                    held.Add(item);
                    begun.Append(item.Text);
                    isNew = isNew || (item.IsLast ? item.Error != null || item.End!.Reason == StopReason.Cancelled || !Contains(begun.ToString()) : !MayBecomeOne(begun.ToString()));
                    if (!isNew)
                        continue;
                    foreach (GenerationItem known in held)
                        yield return known;
                    held.Clear();
                }

                if (isNew || held.Count == 0 || !held[held.Count - 1].IsLast) // or a broken stream, which is the turn's matter
                {
                    foreach (GenerationItem rest in held)
                        yield return rest;
                    yield break;
                }
            }

            string? other = draft.Lines.Select(line => line.Reply).FirstOrDefault(reply => !Contains(reply));
            yield return GenerationItem.Piece(other ?? Vary(string.Concat(held.Select(item => item.Text))), -1);
            yield return GenerationItem.Last(held[held.Count - 1].End!);
        }

        static GenerationRequest Again(GenerationRequest request, int draw) => draw == 0 ? request : request with
        {
            Sampling = request.Sampling with
            {
                Temperature = Math.Max(request.Sampling.Temperature, LeastTemperature) + (TemperatureStep * (draw - 1)),
                Seed = (request.Sampling.Seed ?? 0) + (uint)draw,
            },
        };

        /// <summary>Whether some reply of before begins like this.</summary>
        bool MayBecomeOne(string begun)
        {
            int tag = begun.LastIndexOf('[');
            string letters = Letters(tag > begun.LastIndexOf(']') ? begun.Substring(0, tag) : begun);
            return _replies.Any(reply => reply.StartsWith(letters, StringComparison.Ordinal));
        }
    }
}
