using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Prompting;
using Ojousama.Safety;
using Ojousama.Saving;
using Ojousama.Text;

namespace Ojousama.Recall.Memory
{
    /// <summary>What the player has told a character about himself, in the slots that her sheet declares.</summary>
    /// <remarks>
    /// Nothing is kept here: it is read out of the turns in the transcript, and out of what the player entered or deleted. So it follows
    /// saves and rollback, and is on this machine only. A game shows <see cref="Facts"/> to the player, who may change or delete each.
    /// A turn that is added is read by the slots' patterns at once; if none fits, the model reads it while nobody waits for a reply, and
    /// what it found is added to the transcript. For the thread of the conversation.
    /// </remarks>
    public sealed class PlayerMemory : IFactSource, INearFacts, IDisposable
    {
        const int LongestValue = 60; // characters: more is no name or taste, and would fill her prompt

        readonly CharacterSheet _sheet;
        readonly Transcript _transcript;
        readonly FactIndex _index;
        readonly SlotListener? _listener;
        readonly SafetyFilter _safety;
        readonly CancellationTokenSource _life = new CancellationTokenSource();
        readonly Dictionary<string, PlayerFact> _facts = new Dictionary<string, PlayerFact>(); // by slot
        readonly Dictionary<string, string> _indexed = new Dictionary<string, string>(); // slot to the fact that the index holds
        int _read; // events that _facts come from
        string _before = ""; // the last line of these
        GameEvent? _last; // of these

        PlayerMemory(CharacterSheet sheet, Transcript transcript, FactIndex index, SlotListener? listener)
        {
            _sheet = sheet;
            _transcript = transcript;
            _index = index;
            _listener = listener;
            _safety = new SafetyFilter(sheet.safety.refusedWords);
            if (listener != null)
                transcript.Added += Listen;
        }

        /// <summary>Ends when the model has read every line that was said so far. Never fails.</summary>
        public Task Listening { get; private set; } = Task.CompletedTask;

        /// <summary>Why the model could not read a line, for a log; null if all is well.</summary>
        public OjousamaException? Problem { get; private set; }

        string Prefix => $"memory/{_sheet.name}/";

        string HeardPrefix => $"heard/{_sheet.name}/";

        /// <summary>What she knows of the player as the story stands, in the order of the sheet's slots.</summary>
        public IReadOnlyList<PlayerFact> Facts
        {
            get
            {
                Read();
                return _sheet.memorySlots.Where(slot => _facts.ContainsKey(slot.name)).Select(slot => _facts[slot.name]).ToArray();
            }
        }

        /// <summary>What she may answer to a line that tells her something to keep in mind, in the words of the slot's author; empty if it tells nothing.</summary>
        /// <param name="line">The player's words.</param>
        /// <param name="before">Those of the turn before; "" for none.</param>
        internal IReadOnlyList<string> RepliesTo(string line, string before) => _sheet.memorySlots
            .Where(slot => slot.replies.Count > 0)
            .Select(slot => (Slot: slot, Value: SlotReader.Read(slot, line, before)))
            .Where(told => told.Value != null && _safety.Find(told.Value) == null)
            .SelectMany(told => told.Slot.replies.Select(reply => reply.Replace(MemorySlot.Hole, told.Value)))
            .ToArray();

        /// <summary>Opens the memory of a character in a game.</summary>
        /// <param name="sheet">Its slots are the things that she keeps.</param>
        /// <param name="transcript">The turns that it is read from; keeps what the player entered or deleted.</param>
        /// <param name="embedder">The one of her facts, so that scores compare.</param>
        /// <param name="model">Reads what no pattern does; null to rely on patterns alone.</param>
        /// <param name="cancellationToken">Ends it.</param>
        public static async Task<PlayerMemory> OpenAsync(
            CharacterSheet sheet, Transcript transcript, IEmbedder embedder, IDialogueModel? model = null, CancellationToken cancellationToken = default)
        {
            FactIndex index = await FactIndex.BuildAsync(Array.Empty<Fact>(), "", embedder, null, cancellationToken).ConfigureAwait(true);
            return new PlayerMemory(sheet, transcript, index, model == null ? null : new SlotListener(sheet, embedder, model));
        }

        /// <summary>Enters or changes a value, as the player may in a list of what she remembers.</summary>
        /// <param name="slot">Name of a slot of the sheet.</param>
        /// <param name="value">Empty to forget it.</param>
        /// <exception cref="OjousamaException">The sheet has no such slot, or its kind of value is another.</exception>
        public void Set(string slot, string value)
        {
            MemorySlot its = _sheet.memorySlots.Find(s => s.name == slot) ?? throw new OjousamaException(
                $"The sheet of {_sheet.name} has no memory slot “{slot}”", "Add it to the sheet's memorySlots, or name one that is there");
            // Typed into a field, it goes where lines go: it must not name faces or tokens either.
            string plain = UnicodeText.Limit(PlayerLine.Plain(value), LongestValue);
            string? read = plain.Length == 0 ? "" : its.kind switch { SlotKind.Date => SlotValues.Date(plain), SlotKind.Number => SlotValues.Number(plain), _ => plain };
            _transcript.Add(new TextSet(Prefix + slot, read ?? throw new OjousamaException(
                $"“{plain}” is no {(its.kind == SlotKind.Date ? "day" : "number")} for the memory slot “{slot}”", its.kind == SlotKind.Date ? "Write a day, such as 6月12日" : "Write one number in digits")));
        }

        /// <summary>Forgets a value.</summary>
        /// <exception cref="OjousamaException">The sheet has no such slot.</exception>
        public void Forget(string slot) => Set(slot, "");

        /// <summary>Stops listening; a line that is being read is dropped.</summary>
        public void Dispose()
        {
            _transcript.Added -= Listen;
            _life.Cancel();
        }

        /// <inheritdoc/>
        public async Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, int count, IGameState? state = null, CancellationToken cancellationToken = default)
        {
            await FollowAsync(cancellationToken).ConfigureAwait(true);
            return await _index.RecallAsync(line, count, state, cancellationToken).ConfigureAwait(true);
        }

        /// <inheritdoc/>
        async Task<IReadOnlyList<RecalledFact>> INearFacts.NearestAsync(string line, int count, IGameState? state, CancellationToken cancellationToken)
        {
            await FollowAsync(cancellationToken).ConfigureAwait(true);
            return await ((INearFacts)_index).NearestAsync(line, count, state, cancellationToken).ConfigureAwait(true);
        }

        /// <summary>Brings the index to where the story stands.</summary>
        async Task FollowAsync(CancellationToken cancellationToken)
        {
            Read();
            var changed = new List<(MemorySlot Slot, Fact Fact)>();
            foreach (MemorySlot slot in _sheet.memorySlots)
            {
                string text = _facts.TryGetValue(slot.name, out PlayerFact? fact) ? fact.Text : "";
                string indexed = _indexed.TryGetValue(slot.name, out string? old) ? old : "";
                if (text == indexed)
                    continue;
                _index.Remove(indexed);
                _indexed.Remove(slot.name);
                if (text.Length > 0)
                    changed.Add((slot, new Fact { text = text, questions = slot.questions }));
            }

            if (changed.Count > 0)
                await _index.UpsertAsync(changed.ConvertAll(c => c.Fact), "", cancellationToken).ConfigureAwait(true);
            foreach (var (slot, fact) in changed)
                _indexed[slot.name] = fact.text;
        }

        /// <summary>Reads on from where it stopped, or anew if the story has taken another way.</summary>
        void Read()
        {
            if (_read > _transcript.Position || (_read > 0 && _transcript.Events[_read - 1] != _last))
            {
                _facts.Clear();
                _before = "";
                _read = 0;
            }

            for (; _read < _transcript.Position; _read++)
            {
                _last = _transcript.Events[_read];
                if (LineToHer(_last) is string line)
                    ReadSlots(line);
                else if (_last is TextSet heard && heard.Name.StartsWith(HeardPrefix, StringComparison.Ordinal))
                    NoteHeard(_sheet.memorySlots.Find(slot => HeardPrefix + slot.name == heard.Name), heard.Text);
                else if (_last is TextSet set && set.Name.StartsWith(Prefix, StringComparison.Ordinal))
                    Note(_sheet.memorySlots.Find(slot => Prefix + slot.name == set.Name), set.Text, "");
            }
        }

        /// <summary>What the player said to her; null if the event is something else.</summary>
        string? LineToHer(GameEvent e) =>
            e is TurnTaken turn && turn.Character == _sheet.ShownName && !turn.IsAuthored ? turn.Exchange.PlayerLine : null;

        void Listen(GameEvent e)
        {
            if (LineToHer(e) is string line && !_sheet.memorySlots.Exists(slot => SlotReader.Read(slot, line, _before) != null))
                Listening = ListenAsync(Listening, e, line);
        }

        async Task ListenAsync(Task before, GameEvent turn, string line)
        {
            await before.ConfigureAwait(true);
            try
            {
                var told = await _listener!.HearAsync(line, _life.Token).ConfigureAwait(true);
                // If the player has rolled back meanwhile, to add anything would cut off what he may go forward to.
                if (told != null && !_life.IsCancellationRequested && _transcript.Position == _transcript.Events.Count && _transcript.Events.Contains(turn))
                    _transcript.Add(new TextSet(HeardPrefix + told.Value.Slot.name, told.Value.Piece));
            }
            catch (OperationCanceledException)
            {
                // Nobody listens any more.
            }
            catch (OjousamaException problem)
            {
                Problem = problem;
            }
        }

        /// <param name="slot">Null if the sheet has it no more.</param>
        /// <param name="piece">Of the last line that holds it.</param>
        void NoteHeard(MemorySlot? slot, string piece)
        {
            for (int i = _read - 1; slot != null && i >= 0; i--)
            {
                if (!(LineToHer(_transcript.Events[i]) is string line) || !(SlotPiece.Value(slot, line, piece) is string value))
                    continue;
                Note(slot, value, line);
                return;
            }
        }

        void ReadSlots(string line)
        {
            foreach (MemorySlot slot in _sheet.memorySlots)
            {
                if (SlotReader.Read(slot, line, _before) is string value)
                    Note(slot, value, line);
                else if (_facts.TryGetValue(slot.name, out PlayerFact? fact) && IsTakenBack(slot, fact, line))
                    Note(slot, "", line);
            }

            _before = line;
        }

        /// <summary>太郎じゃないよ, or 冗談だよ right behind the line that told it.</summary>
        bool IsTakenBack(MemorySlot slot, PlayerFact fact, string line) =>
            SlotDenial.Denies(slot, line, fact.Value) || (fact.Source.Length > 0 && fact.Source == _before && SlotDenial.DeniesAll(line));

        /// <param name="slot">Null if the sheet has it no more.</param>
        /// <param name="value">Empty to forget.</param>
        /// <param name="source">The line that told it.</param>
        void Note(MemorySlot? slot, string value, string source)
        {
            if (slot == null)
                return;
            if (value.Length == 0)
                _facts.Remove(slot.name);
            else
                _facts[slot.name] = new PlayerFact(slot, value, source);
        }
    }
}
