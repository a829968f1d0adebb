using System;
using System.IO;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Saving;
using Ojousama.TextBox;
using UnityEngine;

namespace Ojousama.Unity
{
    /// <summary>The player's game: what has happened, where in it the player stands, and the saves.</summary>
    /// <remarks>
    /// Main thread only. Everything recorded is on the disk at once, so that a crash loses nothing. Scenes and scripts record what happens, and
    /// listen to <see cref="Moved"/> to show the place that a save, the backlog or rollback went to.
    /// </remarks>
    [AddComponentMenu("Ojousama/Game Session")]
    [DisallowMultipleComponent]
    public sealed class GameSession : MonoBehaviour, IGameState
    {
        [SerializeField, Tooltip("Folder of logs and saves, below the player's own data.")]
        string folder = "Ojousama";

        [SerializeField, Tooltip("Name before the player's lines in the backlog.")]
        string playerName = "あなた";

        readonly Backlog _backlog = new Backlog();
        Transcript? _transcript;
        (int Events, int Position) _inBacklog;
        SaveSlots _slots = null!;
        ReadLines _read = null!;
        double _playedBefore;

        /// <summary>The player stands elsewhere in the story now: show <see cref="GameState.Step"/>. No model has to be asked.</summary>
        public event Action? Moved;

        /// <summary>What was recorded amounts to this.</summary>
        public GameState State => Transcript.State;

        /// <summary>Lines up to where the player stands.</summary>
        public Backlog Backlog
        {
            get
            {
                var now = (Transcript.Events.Count, Transcript.Position);
                if (_inBacklog != now)
                    Transcript.Fill(_backlog, playerName);
                _inBacklog = now;
                return _backlog;
            }
        }

        /// <summary>The save slots.</summary>
        public SaveSlots Slots => _slots;

        /// <summary>Authored lines that were read in any game.</summary>
        public ReadLines ReadLines => _read;

        /// <summary>Whether an earlier run left a game that can be gone on with.</summary>
        public bool CanContinue => Transcript.Events.Count > 0;

        /// <summary>All that happened; a script runner writes into it.</summary>
        public Transcript Transcript => _transcript ?? throw new OjousamaException(
            $"The game session '{name}' is not enabled", "Enable it before the scripts that record in it");

        /// <inheritdoc/>
        public double ValueOf(string name) => State.ValueOf(name);

        /// <summary>Starts from nothing. Saves stay. On a full disk the new game is kept in memory, and the log holds the old one.</summary>
        public void Begin()
        {
            try
            {
                Transcript.Load(Array.Empty<GameEvent>());
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
                Transcript.Detach();
                Transcript.Load(Array.Empty<GameEvent>());
            }

            _playedBefore = -Time.realtimeSinceStartup;
            Move();
        }

        /// <summary>Goes on where the last run ended.</summary>
        public void Continue() => Move();

        /// <summary>Something happened.</summary>
        public void Record(GameEvent e) => Transcript.Add(e);

        /// <summary>Records a turn. One that was answered by a fallback line she will not remember.</summary>
        /// <param name="speaker">Who answered.</param>
        /// <param name="turn">What both said.</param>
        /// <param name="id">The script's name for the talk; may be empty.</param>
        public void Record(string speaker, Turn turn, string id = "") =>
            Record(new TurnTaken(speaker, turn.Shown, id, turn.IsFallback));

        /// <summary>Goes back a line.</summary>
        /// <returns>False if there is none.</returns>
        public bool RollBack() => Transcript.RollBack() && Move();

        /// <summary>Goes to the next line that was rolled back.</summary>
        /// <returns>False if there is none.</returns>
        public bool Forward() => Transcript.Forward() && Move();

        /// <summary>Goes to a line of the backlog.</summary>
        public void JumpTo(BacklogEntry entry)
        {
            Transcript.MoveTo(entry.Position);
            Move();
        }

        /// <summary>Saves where the player stands, over what the slot held.</summary>
        /// <exception cref="OjousamaException">The disk is full or the folder cannot be written; the slot holds what it held.</exception>
        public void Save(SaveSlot slot)
        {
            _slots.Store(slot, new Save(Transcript.Past())
            {
                SavedAt = DateTimeOffset.Now,
                Played = TimeSpan.FromSeconds(_playedBefore + Time.realtimeSinceStartup),
                Caption = Backlog.Count == 0 ? "" : Backlog[Backlog.Count - 1].PlainText,
            });
            Transcript.Flush();
        }

        /// <summary>Saves into the automatic slot that was written longest ago: at choices and scene changes. A full disk is only logged.</summary>
        public void AutoSave()
        {
            try
            {
                Save(_slots.Oldest(SaveKind.Auto));
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
            }
        }

        /// <summary>Goes on from a save.</summary>
        /// <exception cref="OjousamaException">The slot is empty or damaged; nothing has changed.</exception>
        public void Load(SaveSlot slot)
        {
            Save save = _slots.Load(slot);
            Transcript.Load(save.Events);
            _playedBefore = save.Played.TotalSeconds - Time.realtimeSinceStartup;
            Move();
        }

        void OnEnable()
        {
            string path = Path.Combine(Application.persistentDataPath, folder);
            _slots = new SaveSlots(Path.Combine(path, "Saves"));
            _read = OpenReadLines(Path.Combine(path, "read-lines"));
            _transcript = OpenLog(Path.Combine(path, "game.log"));
            if (_transcript.CutBytes > 0)
                Debug.LogWarning($"The last run was cut off while it wrote: {_transcript.CutBytes} bytes of an unfinished record were dropped.", this);
        }

        void OnDisable()
        {
            try
            {
                _read.Store();
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this); // nothing but skipping is lost
            }

            _transcript?.Dispose();
            _transcript = null;
        }

        /// <summary>A log that cannot be opened, as when the game runs twice, must not keep the player from playing.</summary>
        Transcript OpenLog(string path)
        {
            try
            {
                return new Transcript(path);
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
                Debug.LogWarning("This run is kept in memory only. Saves work as ever.", this);
                return new Transcript();
            }
        }

        /// <summary>As with the log, nothing that lies there keeps the player from playing.</summary>
        ReadLines OpenReadLines(string path)
        {
            try
            {
                return new ReadLines(path);
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
                return new ReadLines();
            }
        }

        bool Move()
        {
            _inBacklog = default;
            Moved?.Invoke();
            return true;
        }
    }
}
