using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>A free talk within a script: it has a limit of turns, the player may leave at any time, and a <see cref="TalkVerdict"/> tells what came of it.</summary>
    /// <remarks>
    /// For each line of the player, show what <see cref="Follow"/> gives; between turns, offer <see cref="Leave"/>. Once it <see cref="IsOver"/>,
    /// ask the runner for what comes next. It writes every turn, and what came of it, into the transcript; the model changes nothing itself.
    /// </remarks>
    public sealed class TalkWindow
    {
        const int FailuresInARow = 2; // that end a talk: a scene without a model must still go on

        readonly Instruction.Talk _talk;
        readonly Transcript _transcript;
        readonly List<string> _topics = new List<string>();
        int _affection;
        int _failures; // in a row
        TalkExit? _exit;

        internal TalkWindow(Instruction.Talk talk, Transcript transcript)
        {
            _talk = talk;
            _transcript = transcript;
        }

        /// <summary>The script's name for the talk.</summary>
        public string Id => _talk.Id;

        /// <summary>Name on the plate of who talks; empty if the script names nobody: the first of the cast.</summary>
        public string Character => _talk.Character;

        /// <summary>Turns taken.</summary>
        public int TurnsTaken { get; private set; }

        /// <summary>Turns that are left.</summary>
        public int TurnsLeft => IsOver ? 0 : _talk.TurnCap - TurnsTaken;

        /// <summary>Whether the script goes on.</summary>
        public bool IsOver => _exit != null;

        /// <summary>The last turn, for a game that was loaded within the talk; null if it just begins.</summary>
        public TurnTaken? LastTurn { get; private set; }

        /// <summary>What has come of it so far.</summary>
        public TalkVerdict Verdict => new TalkVerdict(_affection, _topics.ToArray(), _exit);

        /// <summary>Passes a turn on, and writes it down before its last item is seen.</summary>
        /// <param name="turn">From <see cref="Conversation.SayAsync"/> or an agent. A turn that is cancelled leaves no trace.</param>
        /// <param name="cancellationToken">Ends the stream.</param>
        public async IAsyncEnumerable<DialogueItem> Follow(
            IAsyncEnumerable<DialogueItem> turn, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            if (IsOver)
                throw new OjousamaException($"The talk “{Id}” is over", "Ask the script runner for what comes next");
            string speaker = "";
            await foreach (DialogueItem item in turn.WithCancellation(cancellationToken).ConfigureAwait(true))
            {
                if (item is TurnStarted started)
                    speaker = started.Speaker;
                else if (item is TurnFinished finished)
                    Record(speaker, finished.Turn);
                else if (item is TurnFailed failed)
                    Record(speaker, failed.Turn);
                yield return item;
            }
        }

        /// <summary>The player has had enough.</summary>
        public void Leave() => _exit ??= TalkExit.Left;

        /// <summary>Takes up a talk where the transcript stands: these events belong to it.</summary>
        internal void GoOnFrom(IReadOnlyList<GameEvent> events, int first, int end)
        {
            for (int i = first; i < end; i++)
            {
                if (events[i] is TurnTaken turn && turn.Id == Id)
                    Count(turn);
                else if (events[i] is ValueAdded added && added.Reason == Id)
                    _affection += (int)added.Amount;
                else if (events[i] is ValueSet set && IsNewTopic(set.Name))
                    _topics.Add(set.Name);
            }
        }

        void Record(string speaker, Turn turn)
        {
            var taken = new TurnTaken(speaker, turn.Shown, Id, turn.IsFallback);
            _transcript.Add(taken);
            Count(taken); // at once: what follows may fail to be written
            int affection = _talk.Range.Clamp(_affection + turn.Affection) - _affection; // 0 after a failure
            if (affection != 0)
            {
                _transcript.Add(new ValueAdded(_talk.Variable, affection, Id));
                _affection += affection;
            }

            foreach (TalkTopic topic in _talk.Topics)
            {
                if (turn.IsFallback || !IsNewTopic(topic.Flag) || !CameUp(topic, turn))
                    continue;
                _transcript.Add(new ValueSet(topic.Flag, 1));
                _topics.Add(topic.Flag);
            }
        }

        void Count(TurnTaken turn)
        {
            LastTurn = turn;
            TurnsTaken++;
            _failures = turn.IsAuthored ? _failures + 1 : 0;
            if (TurnsTaken >= _talk.TurnCap)
                _exit = TalkExit.Cap;
            else if (_failures >= FailuresInARow)
                _exit = TalkExit.Failed;
        }

        bool IsNewTopic(string flag)
        {
            foreach (TalkTopic topic in _talk.Topics)
            {
                if (topic.Flag == flag)
                    return !_topics.Contains(flag);
            }

            return false;
        }

        /// <summary>In what she said or was told, not in what the player typed: he cannot set a flag by naming it.</summary>
        static bool CameUp(TalkTopic topic, Turn turn)
        {
            if (topic.ComesUpIn(turn.Reply))
                return true;
            foreach (var fact in turn.Facts)
            {
                if (topic.ComesUpIn(fact.Text))
                    return true;
            }

            return false;
        }
    }
}
