using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Prompting;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>Decides how much of a conversation its prompts still hold, so that prompt and reply always fit the model's context.</summary>
    /// <remarks>Room for the reply is kept first. Thread-safe; fits one prompt at a time.</remarks>
    internal sealed class PromptWindow
    {
        readonly CharacterSheet _sheet;
        readonly IDialogueModel _model;
        readonly ConversationOptions _options;
        readonly PromptWriter _writer;
        readonly SemaphoreSlim _turn = new SemaphoreSlim(1, 1);
        int _first; // oldest turn that prompts still hold
        string _summary = ""; // of the turns before it
        int _remembered = -1; // turns that her memory holds; none yet

        public PromptWindow(CharacterSheet sheet, IDialogueModel model, ConversationOptions options, PromptWriter writer)
        {
            _sheet = sheet;
            _model = model;
            _options = options;
            _writer = writer;
        }

        /// <summary>What the next prompt begins with, as far as it is known.</summary>
        public IReadOnlyList<PromptSegment> Prefix(IReadOnlyList<Turn> turns)
        {
            Exchange[] history = History(turns);
            return history.Length == 0 && _summary.Length > 0
                ? _writer.WritePrefix("", history) // the summary stands between the instruction and the facts
                : _writer.WritePrefix(_sheet.instruction, history);
        }

        /// <summary>Writes the prompt for a line. What does not fit is left out: oldest turns whole, then examples, then the facts that fit least.</summary>
        /// <remarks>Half of the context is freed at once: each drop costs a full prefill, so it must not happen every turn.</remarks>
        /// <returns>The prompt, and the facts and examples that stand in it.</returns>
        public async Task<(IReadOnlyList<PromptSegment> Prompt, string[] Facts, IReadOnlyList<Example> Examples)> FitAsync(
            IReadOnlyList<Turn> turns, string[] facts, IReadOnlyList<Example> examples, string line, CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken).ConfigureAwait(true);
            try
            {
                int room = _model.ContextTokens - _sheet.model.replyTokens;
                if (await FitsAsync(room).ConfigureAwait(true) is { } whole)
                {
                    await RememberAsync(turns, cancellationToken).ConfigureAwait(true);
                    return (whole, facts, examples);
                }

                int before = _first;
                while (_first < turns.Count && await FitsAsync(room / 2).ConfigureAwait(true) == null)
                    _first++;
                if (_first > before)
                    _summary = await SummarizeAsync(turns.Take(_first).ToArray(), cancellationToken).ConfigureAwait(true);
                await RememberAsync(turns, cancellationToken).ConfigureAwait(true);
                while (await FitsAsync(room).ConfigureAwait(true) == null && (examples.Count > 0 || facts.Length > 0 || _summary.Length > 0))
                {
                    if (examples.Count > 0)
                        examples = Array.Empty<Example>();
                    else if (facts.Length > 0)
                        Array.Resize(ref facts, facts.Length - 1);
                    else
                        _summary = "";
                }

                return (Write(), facts, examples);
            }
            finally
            {
                _turn.Release();
            }

            IReadOnlyList<PromptSegment> Write()
            {
                Exchange[] history = History(turns);
                bool leads = history.Length == 0 && _summary.Length > 0;
                return _writer.Write(_sheet.instruction, history, leads ? facts.Prepend(_summary).ToArray() : facts, line, examples);
            }

            // Counting tokens takes as long as some frames may.
            Task<IReadOnlyList<PromptSegment>?> FitsAsync(int tokens) => Task.Run(() =>
            {
                var prompt = Write();
                return _model.CountTokens(prompt) <= tokens ? prompt : null;
            }, cancellationToken);
        }

        /// <summary>The turns in the window; the summary of those before it is the first thing known in the oldest.</summary>
        Exchange[] History(IReadOnlyList<Turn> turns)
        {
            Exchange[] history = turns.Skip(_first).Select(t => t.Exchange).ToArray();
            if (_summary.Length > 0 && history.Length > 0)
            {
                Exchange oldest = history[0];
                history[0] = new Exchange(oldest.PlayerLine, oldest.Facts.Prepend(_summary).ToArray(), oldest.Reply, oldest.ReplyTokens) { Examples = oldest.Examples };
            }

            return history;
        }

        /// <summary>Hands the turns before the window to her memory. If that fails, they are tried again with the next line.</summary>
        async Task RememberAsync(IReadOnlyList<Turn> turns, CancellationToken cancellationToken)
        {
            if (_options.Memory == null || _remembered == _first)
                return;
            try
            {
                await _options.Memory.Conversation.FollowAsync(turns.Take(_first).Select(t => t.Exchange).ToArray(), cancellationToken).ConfigureAwait(true);
                _remembered = _first;
            }
            catch (OjousamaException e)
            {
                _options.WriteLog($"The {_first} turns before the window are not remembered: {e.Message}");
            }
        }

        /// <summary>A hook that fails costs the summary, never the scene.</summary>
        async Task<string> SummarizeAsync(IReadOnlyList<Turn> dropped, CancellationToken cancellationToken)
        {
            if (_options.Summarize == null)
                return "";
            try
            {
                return (await _options.Summarize(dropped, cancellationToken).ConfigureAwait(true)).Replace('\n', ' ').Trim();
            }
            catch (Exception e) when (!(e is OperationCanceledException))
            {
                _options.WriteLog($"The summary of {dropped.Count} turns failed and is left out: {e.Message.TrimEnd('.')}");
                return "";
            }
        }
    }
}
