using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Dialogue.Guard;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Stock;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>What a character is reminded of by a line within a conversation: facts, what the player told, and what she answered before.</summary>
    /// <remarks>Thread-safe as long as the sources are.</remarks>
    internal sealed class TurnRecall
    {
        /// <summary>Facts that are looked at where the conversation may raise one of them.</summary>
        const int Candidates = 8;

        /// <summary>What a fact that was already told in this conversation gains when a line asks for it again.</summary>
        const float AskedAgainBonus = 0.4f;

        /// <summary>What a fact that was told already has to score by the line alone, if this refers back without asking for it again: else it would be said in answer to whatever comes.</summary>
        const float Repeatable = 0.45f;

        /// <summary>What she told gains on what he told, where a line may ask for either.</summary>
        const float OwnBonus = 0.15f;

        /// <summary>What she kept in mind gains on his own words: it says the same in fewer.</summary>
        const float KeptBonus = 0.05f;

        readonly IFactSource? _own, _facts; // hers; with what she remembers of the game
        readonly ILineSource? _lines;
        readonly ConversationOptions _options;
        readonly Reranking _reranking;
        readonly StockReplies? _stock;
        readonly SpeechCheck _speech;

        /// <param name="facts">The sheet's; the options' go before them.</param>
        /// <param name="lines">The sheet's; the options' go before them.</param>
        /// <param name="options">A plain conversation remembers no lines, and takes each line for itself.</param>
        /// <param name="aids">The sheet's.</param>
        /// <param name="speech">What she would never say she does not remember either: line files are shared by all of a voice.</param>
        public TurnRecall(IFactSource? facts, ILineSource? lines, ConversationOptions options, RecallAids aids, SpeechStyle speech)
        {
            _reranking = new Reranking(options.Uses(AnswerParts.Reranker) ? aids.Reranker : null);
            _stock = options.Uses(AnswerParts.Stock) ? aids.Stock : null;
            _speech = new SpeechCheck(speech);
            _own = options.Facts ?? facts;
            _facts = options.Memory == null ? _own : options.Memory.With(_own);
            _lines = options.IsPlain ? null : options.Lines ?? lines;
            _options = options;
        }

        /// <summary>Lines that she answered before, most like first.</summary>
        public async Task<IReadOnlyList<RememberedLine>> LinesAsync(string text, CancellationToken cancellationToken)
        {
            if (_lines == null || !_options.Uses(AnswerParts.Lines))
                return Array.Empty<RememberedLine>();
            var lines = await _lines.RecallAsync(text, LineExamples.Candidates, cancellationToken).ConfigureAwait(true);
            return lines.Where(line => _speech.Find(line.Reply) == null).ToArray();
        }

        /// <summary>What answers a line like none that she remembers, and was not said in this conversation; null for nothing.</summary>
        public StockReply? Stock(IReadOnlyList<Turn> turns, string text, ActGuess? acts) => acts == null ? null : _stock?.Choose(acts, text, turns.Count, reply => !turns.HaveSaid(reply) && _speech.Find(reply) == null);

        /// <summary>What the line may be meant to do; null where nothing tells.</summary>
        public ActGuess? Acts(string text) => _stock?.Classifier.Guess(text);

        /// <summary>Facts for the line, best first; where it may be about what was said before, those for both lines together too.</summary>
        public async Task<IReadOnlyList<RecalledFact>> FactsAsync(IReadOnlyList<Turn> turns, string text, Recollection before, CancellationToken cancellationToken)
        {
            if (_facts == null || _options.RecallCount <= 0)
                return Array.Empty<RecalledFact>();
            if (_options.IsPlain)
                return await _facts.RecallAsync(text, _options.RecallCount, _options.State, cancellationToken).ConfigureAwait(true);
            if (!_options.Uses(AnswerParts.Conversation))
                return (await NearestAsync(_facts, text, cancellationToken).ConfigureAwait(true)).Take(_options.RecallCount).ToArray();
            if (turns.Count > 0 && before.OfPlayer)
                return await ToldAsync(turns, text, cancellationToken).ConfigureAwait(true);
            if (turns.LastOrDefault(turn => turn.AnswerKind == AnswerKind.Fact) is Turn last)
            {
                if (before.IsOfLast)
                    return last.Facts.Take(_options.RecallCount).ToArray();
                text = LineCues.WithSubject(text, last.Facts[0].Text);
            }

            // What he told is looked for only where the line may mean it: as an answer to a question about her, it would be a wrong one.
            bool asksAgain = before.IsAsked, quizzes = before.IsQuiz, isOfHer = LineCues.NamesHer(text) && !LineCues.NamesPlayer(text);
            IFactSource? source = !isOfHer && (LineCues.NamesPlayer(text) || asksAgain) ? _facts : _own;
            var facts = await NearestAsync(source, text, cancellationToken).ConfigureAwait(true);
            if (turns.Count == 0 || !(LineCues.RefersBack(text) || asksAgain))
                return facts.Take(_options.RecallCount).ToArray();
            var more = await NearestAsync(source, $"{turns[turns.Count - 1].PlayerLine} {text}", cancellationToken).ConfigureAwait(true);
            // Where she has told nothing yet, it may be about what he told.
            var told = asksAgain && !isOfHer && !turns.Any(turn => turn.AnswerKind == AnswerKind.Fact) ? await ToldAsync(turns, text, cancellationToken).ConfigureAwait(true) : Array.Empty<RecalledFact>();
            RecalledFact[] own = facts.Concat(more).GroupBy(fact => fact.Text).Select(same => same.OrderByDescending(Reranking.Rank).First())
                .Select(fact => asksAgain && turns.HaveTold(fact.Text) && (quizzes || !fact.IsUnfit) ? fact.Raised(AskedAgainBonus) : fact)
                .Where(fact => asksAgain || !turns.HaveTold(fact.Text) || facts.Any(alone => alone.Text == fact.Text && alone.Score >= Repeatable))
                .OrderByDescending(Reranking.Rank).Take(_options.RecallCount).ToArray();
            bool isTold = told.Count > 0 && (quizzes || told[0].Fit > 0); // 一限なんだっけ asks for nothing that he told
            return isTold && (own.Length == 0 || told[0].Score + OwnBonus > own[0].Score) ? told : own;
        }

        /// <summary>What he told: in her memory, or in his own words of this conversation.</summary>
        async Task<IReadOnlyList<RecalledFact>> ToldAsync(IReadOnlyList<Turn> turns, string text, CancellationToken cancellationToken)
        {
            IReadOnlyList<RecalledFact> kept = _options.Memory == null
                ? Array.Empty<RecalledFact>()
                : await _options.Memory.With(null).RecallAsync(text, _options.RecallCount, _options.State, cancellationToken).ConfigureAwait(true);
            if (!(_lines is ILineComparer comparer))
                return kept;
            var said = await ToldByPlayer.RecallAsync(text, turns, Candidates, comparer, cancellationToken).ConfigureAwait(true);
            var told = (await _reranking.FactsAsync(text, said, fact => ToldByPlayer.Quoted(fact)!, cancellationToken).ConfigureAwait(true)).Take(_options.RecallCount).ToArray();
            return kept.Count > 0 && (told.Length == 0 || kept[0].Score + KeptBonus > told[0].Score) ? kept : told;
        }

        async Task<IReadOnlyList<RecalledFact>> NearestAsync(IFactSource? source, string text, CancellationToken cancellationToken)
        {
            var facts = source switch
            {
                null => Array.Empty<RecalledFact>(),
                INearFacts near => await near.NearestAsync(text, Candidates, _options.State, cancellationToken).ConfigureAwait(true),
                _ => await source.RecallAsync(text, Candidates, _options.State, cancellationToken).ConfigureAwait(true),
            };
            return await _reranking.FactsAsync(text, facts, fact => fact, cancellationToken).ConfigureAwait(true);
        }
    }
}
