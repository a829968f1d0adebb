using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Recall.Stock;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>A line's way to a draft: recalls for it, decides how it is answered, and writes its prompt.</summary>
    /// <remarks>Thread-safe as long as the facts are.</remarks>
    internal sealed class TurnDrafter
    {
        readonly CharacterSheet _sheet;
        readonly Address _address;
        readonly TurnRecall _recall;
        readonly ConversationOptions _options;
        readonly int _exampleCount;
        readonly AnswerDecision _decision;
        readonly Func<PromptWindow> _newWindow;
        PromptWindow _window;

        /// <param name="sheet">Who answers.</param>
        /// <param name="model">Tells how much fits into its context.</param>
        /// <param name="recall">What the lines bring up.</param>
        /// <param name="options">Of the conversation.</param>
        /// <param name="writer">Of the model's prompts.</param>
        /// <param name="exampleCount">Most remembered lines that a prompt shows.</param>
        /// <param name="decision">Of the embedder that recall uses.</param>
        public TurnDrafter(
            CharacterSheet sheet, IDialogueModel model, TurnRecall recall, ConversationOptions options, PromptWriter writer, int exampleCount, AnswerDecision decision)
        {
            _decision = options.Uses(AnswerParts.Decision) ? decision : AnswerDecision.Usual;
            _sheet = sheet;
            _address = new Address(sheet);
            _recall = recall;
            _options = options;
            _exampleCount = exampleCount;
            _newWindow = () => new PromptWindow(sheet, model, options, writer);
            _window = _newWindow();
        }

        /// <summary>Another conversation begins: all of it is in its prompts until it no longer fits.</summary>
        public void ForgetWindow() => _window = _newWindow();

        /// <summary>What the next prompt begins with.</summary>
        public IReadOnlyList<PromptSegment> Prefix(IReadOnlyList<Turn> turns) => _window.Prefix(turns);

        /// <param name="turns">The conversation so far; not changed while this runs.</param>
        /// <param name="text">What the player says.</param>
        /// <param name="cancellationToken">Throws.</param>
        /// <returns>With an error if recall failed.</returns>
        public async Task<TurnDraft> DraftAsync(IReadOnlyList<Turn> turns, string text, CancellationToken cancellationToken)
        {
            string meant = _address.Without(text);
            ActGuess? acts = _recall.Acts(meant);
            var before = Recollection.Of(meant, acts);
            IReadOnlyList<RecalledFact> facts;
            IReadOnlyList<RememberedLine> lines;
            try
            {
                facts = await _recall.FactsAsync(turns, meant, before, cancellationToken).ConfigureAwait(true);
                lines = await _recall.LinesAsync(meant, cancellationToken).ConfigureAwait(true);
            }
            catch (OjousamaException e)
            {
                return new TurnDraft(text, e);
            }

            Answer answer = _options.IsPlain ? Answer.Free("plain")
                : ReplyToTold(turns, text) is string reply ? Answer.Told(reply)
                : Answer.Decide(meant, before, facts, lines, _recall.Stock(turns, meant, acts), turns, Deflection(turns), _decision);
            if (!_options.IsPlain && answer.Kind != AnswerKind.Fact)
                facts = Array.Empty<RecalledFact>(); // near ones that do not answer would only mislead the model
            // How she talks elsewhere helps where nothing else says what to answer; beside a fact it would compete with it.
            IReadOnlyList<Example> examples = LineExamples.Choose(
                lines, line => !turns.HaveSaid(line.Reply), answer.Kind == AnswerKind.Free ? _exampleCount : 0);
            var (prompt, told, shown) = await _window.FitAsync(
                turns, facts.Select(f => f.Text).ToArray(), examples, text, cancellationToken).ConfigureAwait(true);
            facts = facts.Take(told.Length).ToArray();
            if (answer.Kind == AnswerKind.Fact && facts.Count == 0)
                answer = Answer.Free("no fact fits into the context");
            return new TurnDraft(text, facts, told, shown, prompt, answer, lines, turns);
        }

        /// <summary>What her author lets her say to something that is kept in mind; null if the line tells nothing, or asks something too.</summary>
        string? ReplyToTold(IReadOnlyList<Turn> turns, string text) => _options.Memory == null || LineCues.Asks(text) ? null
            : _options.Memory.Player.RepliesTo(text, turns.Count > 0 ? turns[turns.Count - 1].PlayerLine : "").FirstOrDefault(reply => !turns.HaveSaid(reply));

        /// <summary>The author's lines for what she cannot know take turns; "" if there is none.</summary>
        string Deflection(IReadOnlyList<Turn> turns) => _sheet.fallbacks.Exists(f => f.situation == FallbackSituation.OutOfWorld)
            ? _sheet.FallbackFor(FallbackSituation.OutOfWorld, turns.Count(turn => turn.AnswerKind == AnswerKind.Unknown))
            : "";
    }
}
