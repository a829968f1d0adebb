using System;
using System.Collections.Generic;
using Ojousama.TextBox;

namespace Ojousama.Saving
{
    /// <summary>All that happened in a game, and where in it the player stands. The state is always what the events up to there amount to.</summary>
    /// <remarks>
    /// Rolling back and forward replays what was said; no model is asked. Something new after a roll back takes the place of what came
    /// after it. One thread. With a log behind it, every event is safe from a killed process once <see cref="Add"/> has returned.
    /// </remarks>
    public sealed class Transcript : IDisposable
    {
        readonly List<GameEvent> _events = new List<GameEvent>();
        EventLog? _log; // null in memory only
        GameState _state = new GameState();
        int _folded; // events that _state holds

        /// <summary>A transcript in memory only.</summary>
        public Transcript()
        {
        }

        /// <summary>A transcript that goes on from the log of an earlier run, if there is one.</summary>
        /// <param name="path">The log; a new one is started if it is missing. No other process may have it open.</param>
        /// <exception cref="OjousamaException">The file is no log, is of a newer version, or cannot be written. It is left as it is.</exception>
        public Transcript(string path)
        {
            _log = new EventLog(path, _events);
            Position = _events.Count;
        }

        /// <summary>Something happened; the state holds it already.</summary>
        public event Action<GameEvent>? Added;

        /// <summary>Everything, oldest first; also what comes after <see cref="Position"/> while the player has rolled back.</summary>
        public IReadOnlyList<GameEvent> Events => _events;

        /// <summary>How many of the events have happened, as the player stands now.</summary>
        public int Position { get; private set; }

        /// <summary>What these events amount to. A moved position makes a new object; events that are added change this one.</summary>
        public GameState State
        {
            get
            {
                if (_folded > Position)
                {
                    _state = new GameState();
                    _folded = 0;
                }

                while (_folded < Position)
                    _state.Apply(_events[_folded++]);
                return _state;
            }
        }

        /// <summary>Bytes that were cut off the log when it was opened, because the last run was killed while it wrote them.</summary>
        public int CutBytes => _log?.CutBytes ?? 0;

        /// <summary>Something happened. What the player had rolled back is gone, unless just this had come next there: then it comes again.</summary>
        public void Add(GameEvent e)
        {
            if (Position < _events.Count && EventCodec.AreSame(_events[Position], e))
            {
                Position++;
                Added?.Invoke(e);
                return;
            }

            _log?.Append(e, Position < _events.Count ? Position : (int?)null);
            if (Position < _events.Count)
            {
                _ = State; // what it holds must still be there to fold
                _events.RemoveRange(Position, _events.Count - Position);
            }

            _events.Add(e);
            Position++;
            Added?.Invoke(e);
        }

        /// <summary>Goes back to the line before this one, as it was when the player left it; or to the choice that was just made.</summary>
        /// <returns>False if there is none.</returns>
        public bool RollBack()
        {
            int line = LastLine(Position);
            if (line >= 0 && End(line) < Position)
                return MoveTo(End(line));
            line = line < 0 ? -1 : LastLine(line);
            return line >= 0 && MoveTo(End(line));
        }

        /// <summary>Goes to the next line that was rolled back.</summary>
        /// <returns>False if there is none.</returns>
        public bool Forward()
        {
            for (int i = Position; i < _events.Count; i++)
            {
                if (IsLine(_events[i]))
                    return MoveTo(End(i));
            }

            return Position < _events.Count && MoveTo(_events.Count);
        }

        /// <summary>Goes to any position, such as that of a backlog entry.</summary>
        /// <returns>True.</returns>
        public bool MoveTo(int position)
        {
            if (position < 0 || position > _events.Count)
                throw new ArgumentOutOfRangeException(nameof(position), position, $"The transcript holds {_events.Count} events.");
            Position = position;
            return true;
        }

        /// <summary>Goes on from a save: its events take the place of all others, also in the log.</summary>
        /// <exception cref="OjousamaException">The disk does not take them; nothing has changed.</exception>
        public void Load(IReadOnlyList<GameEvent> events)
        {
            var loaded = new List<GameEvent>(events); // may be a view of ours
            _log?.Replace(loaded);
            _events.Clear();
            _events.AddRange(loaded);
            _state = new GameState();
            _folded = 0;
            Position = _events.Count;
        }

        /// <summary>Leaves the log as it is: what happens from here on is kept in memory only.</summary>
        internal void Detach()
        {
            _log?.Dispose();
            _log = null;
        }

        /// <summary>Events up to where the player stands: what a save holds.</summary>
        public IReadOnlyList<GameEvent> Past() => _events.GetRange(0, Position);

        /// <summary>Fills a backlog with the lines up to where the player stands.</summary>
        /// <param name="backlog">Emptied first.</param>
        /// <param name="player">Name on the plate of what the player said.</param>
        public void Fill(Backlog backlog, string player)
        {
            backlog.Clear();
            for (int i = 0; i < Position; i++)
            {
                if (_events[i] is LineShown line)
                    backlog.Add(new BacklogEntry(line.Speaker, line.Text, End(i)));
                if (!(_events[i] is TurnTaken turn))
                    continue;
                backlog.Add(BacklogEntry.OfPlayer(player, turn.Exchange.PlayerLine, End(i)));
                backlog.Add(new BacklogEntry(turn.Character, turn.Exchange.Reply, End(i)));
            }
        }

        /// <summary>Brings the log to the disk, so that a power cut takes nothing. Some milliseconds: for scene changes and saves.</summary>
        public void Flush() => _log?.Flush();

        /// <summary>Closes the log.</summary>
        public void Dispose() => _log?.Dispose();

        static bool IsLine(GameEvent e) => e is LineShown || e is TurnTaken;

        int LastLine(int before)
        {
            int i = before - 1;
            while (i >= 0 && !IsLine(_events[i]))
                i--;
            return i;
        }

        /// <summary>Position behind a line and what followed from it: before the next line or choice.</summary>
        int End(int line)
        {
            int i = line + 1;
            while (i < _events.Count && !(_events[i] is StepEvent))
                i++;
            return i;
        }
    }
}
