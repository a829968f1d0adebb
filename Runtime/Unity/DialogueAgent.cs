using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Loading;
using Ojousama.Prompting;
using Ojousama.Recall.Memory;
using Ojousama.Saving;
using Ojousama.Text;
using UnityEngine;
using UnityEngine.Events;

namespace Ojousama.Unity
{
    /// <summary>A character in a scene: give it a sheet, say something, and it answers.</summary>
    /// <remarks>
    /// All members belong to the main thread; the model works on its own. Agents whose sheets name the same files share them.
    /// Loading begins when the agent is enabled; a line that is said before it has ended waits for it.
    /// </remarks>
    [AddComponentMenu("Ojousama/Dialogue Agent")]
    [DisallowMultipleComponent]
    public sealed class DialogueAgent : MonoBehaviour
    {
        [SerializeField, Tooltip("Who talks.")]
        CharacterSheetAsset? sheet;

        [SerializeField, Tooltip("What a line does that comes while she still answers the last one.")]
        WhenBusy whenBusy = WhenBusy.Cancel;

        [SerializeField, Range(0, 8), Tooltip("Facts that go into a prompt; 0 turns recall off. Adapters are trained with 3.")]
        int recalledFacts = 3;

        [SerializeField, Tooltip("Whether her LoRA adapter speaks, or the bare base model.")]
        bool useAdapter = true;

        [SerializeField, Min(-1), Tooltip("Most layers of the model to keep on a GPU; -1 for as many as fit, 0 for none.")]
        int gpuLayers = -1;

        [SerializeField, Range(0.05f, 1f), Tooltip("Share of the GPU's memory that the model may take; the rest is for rendering. Layers that do not fit run on the CPU.")]
        float vramShare = 0.75f;

        [SerializeField, Tooltip("Whose state the gates of her facts ask, and that keeps what the player tells her. Without one she tells no secret and remembers nothing.")]
        GameSession? session;

        [SerializeField, Tooltip("Sheets of the others in the story: what they let her know (knownBy) she may tell too. Her own among them does no harm.")]
        CharacterSheetAsset[] others = Array.Empty<CharacterSheetAsset>();

        [SerializeField, Tooltip("Her answer as far as it has come, without tags: for a label's text.")]
        UnityEvent<string> onText = new UnityEvent<string>();

        [SerializeField, Tooltip("A sentence is complete.")]
        UnityEvent<string> onSentence = new UnityEvent<string>();

        [SerializeField, Tooltip("Her answer is complete, without tags; the fallback line if it failed.")]
        UnityEvent<string> onReply = new UnityEvent<string>();

        IReadOnlyList<Exchange> _history = Array.Empty<Exchange>(); // of a conversation to take up once she is loaded
        IReadOnlyList<string> _likelyLines = Array.Empty<string>();
        CancellationTokenSource? _life, _turn;
        Task<Conversation>? _opening;
        Transcript? _ownTranscript; // of an agent without a session: she remembers for as long as she is enabled
        LoadedCharacter? _character;

        /// <summary>A turn has ended well, or with the fallback line.</summary>
        public event Action<Turn>? TurnEnded;

        /// <summary>Who talks. Setting it loads what the sheet names, and begins a new conversation.</summary>
        public CharacterSheetAsset? Sheet
        {
            get => sheet;
            set
            {
                sheet = value;
                if (!isActiveAndEnabled)
                    return;
                OnDisable();
                OnEnable();
            }
        }

        /// <summary>Name on the plate when she speaks; empty without a sheet.</summary>
        public string CharacterName => sheet == null ? "" : sheet.Sheet.ShownName;

        /// <summary>What was said so far, oldest first.</summary>
        public IReadOnlyList<Turn> Turns => IsReady ? _opening!.Result.Turns : Array.Empty<Turn>();

        /// <summary>What she remembers of the player and of old conversations: a game may show it, and let the player change and delete it. Null without a session.</summary>
        public CharacterMemory? Memory { get; private set; }

        /// <summary>How much of her is loaded, 0 to 1.</summary>
        public float LoadProgress { get; private set; }

        /// <summary>Whether she answers without loading anything first.</summary>
        public bool IsReady => _opening?.Status == TaskStatus.RanToCompletion;

        /// <summary>Whether she is answering; a line that waits for her to load counts.</summary>
        public bool IsTalking => _turn != null;

        /// <summary>Ends when she is loaded, with an <see cref="OjousamaException"/> if she can't be.</summary>
        public Task WhenReadyAsync() => Opening;

        Task<Conversation> Opening => _opening ?? throw new OjousamaException(
            $"The dialogue agent '{name}' is not enabled", "Enable it and its game object before it has to talk");

        /// <summary>Says a line to her, for a button or an input field in the inspector: her answer comes by the agent's events.</summary>
        /// <param name="line">What the player says. A blank one is passed over.</param>
        public void Ask(string line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                AskAsync(line).LogErrors(this);
        }

        /// <summary>Says a line to her and waits for her whole answer: <c>await agent.AskAsync("…", text => label.text = text)</c>.</summary>
        /// <param name="line">What the player says.</param>
        /// <param name="onText">Told her answer as far as it has come, without tags; a fallback line takes the place of what came before it.</param>
        /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>, as disabling the agent does.</param>
        /// <returns>The turn. What keeps her from talking is logged, and gives one with the fallback line (<see cref="Turn.IsFallback"/>).</returns>
        public Task<Turn> AskAsync(string line, Action<string>? onText = null, CancellationToken cancellationToken = default) =>
            SayAsync(line, cancellationToken).ToTurnAsync(onText, cancellationToken);

        /// <summary>Says a line to her and streams her answer, e.g. to <see cref="TextBoxView.ShowAsync(IAsyncEnumerable{DialogueItem}, CancellationToken)"/>; nothing happens until the stream is enumerated.</summary>
        /// <param name="line">What the player says.</param>
        /// <param name="cancellationToken">Ends the stream with an <see cref="OperationCanceledException"/>, as disabling the agent does.</param>
        /// <returns>One turn; see <see cref="DialogueItem"/>. What keeps her from talking is a <see cref="TurnFailed"/>, so that the scene goes on.</returns>
        public async IAsyncEnumerable<DialogueItem> SayAsync(string line, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Task<Conversation> opening = Opening;
            if (whenBusy == WhenBusy.Cancel)
                Cancel();
            using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _life!.Token);
            _turn = turn;
            var text = new ReplyText();
            try
            {
                TurnFailed? failed = await FailureOf(opening, line, turn.Token);
                if (failed != null)
                {
                    yield return new TurnStarted(CharacterName, line);
                    yield return Told(failed, text);
                    yield break;
                }

                await foreach (DialogueItem item in opening.Result.SayAsync(line, turn.Token))
                    yield return Told(item, text);
            }
            finally
            {
                if (_turn == turn)
                    _turn = null;
            }
        }

        /// <summary>Answers lines ahead of time that the player will likely say next, such as the choices that are shown: the one that is said is answered at once.</summary>
        /// <param name="likelyLines">Takes the place of the lines of the last call.</param>
        public void Prefetch(params string[] likelyLines)
        {
            _likelyLines = likelyLines;
            if (IsReady)
                _opening!.Result.Prefetch(likelyLines);
        }

        /// <summary>Stops the answer under way, if there is one; it leaves no trace in the conversation.</summary>
        public void Cancel() => _turn?.Cancel();

        /// <summary>Takes up an earlier conversation in place of this one, e.g. <c>session.State.ConversationWith(…)</c>. An answer under way is cancelled.</summary>
        public void RestoreHistory(IReadOnlyList<Exchange> history)
        {
            Cancel();
            _history = history;
            if (IsReady)
                _opening!.Result.RestoreHistory(history);
        }

        void OnEnable()
        {
            _life = new CancellationTokenSource();
            _opening = OpenAsync(_life.Token);
        }

        void OnDisable()
        {
            _life!.Cancel();
            _life.Dispose();
            Memory?.Dispose(); // before the model that it listens with
            Memory = null;
            _character?.Dispose();
            _character = null;
            _opening = null;
            LoadProgress = 0;
        }

        async Task<Conversation> OpenAsync(CancellationToken life)
        {
            try
            {
                if (sheet == null)
                    throw new OjousamaException(
                        $"The dialogue agent '{name}' has no character sheet",
                        "Drop one on it, or make one by Assets > Create > Ojousama > Character Sheet");
                SheetMigration.ToCurrent(sheet.Sheet, sheet.name); // an asset that an older package wrote
                LoadedCharacter character = await LoadedCharacter.LoadAsync(
                    sheet.Sheet,
                    gpuLayers,
                    VramBudget.OfShare(vramShare),
                    new Progress<float>(p => LoadProgress = p),
                    Array.ConvertAll(others, other => other.Sheet),
                    line => Debug.Log(line), // from the model's thread, which no object of this scene may reach
                    life);
                if (life.IsCancellationRequested)
                {
                    character.Dispose();
                    life.ThrowIfCancellationRequested();
                }

                _character = character;
                Debug.Log(character.Placement, this);
                _ownTranscript = session == null ? new Transcript() : null;
                Memory = await CharacterMemory.OpenAsync(sheet.Sheet, session == null ? _ownTranscript! : session.Transcript, character.Embedder, character.Model, life);
                Conversation conversation = character.StartConversation(new ConversationOptions
                {
                    RecallCount = recalledFacts,
                    UseAdapter = useAdapter,
                    WhenBusy = whenBusy,
                    State = session,
                    Memory = Memory,
                });
                conversation.RestoreHistory(_history);
                await conversation.WarmUpAsync(cancellationToken: life);
                conversation.Prefetch(_likelyLines);
                return conversation;
            }
            catch (OjousamaException e)
            {
                Debug.LogException(e, this);
                throw;
            }
        }

        async Task<TurnFailed?> FailureOf(Task<Conversation> opening, string line, CancellationToken cancellationToken)
        {
            try
            {
                await Task.WhenAny(opening, Task.Delay(Timeout.Infinite, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                await opening;
                return null;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                var error = e as OjousamaException ?? new OjousamaException($"'{name}' cannot talk: {e.Message.TrimEnd('.')}", "Report it with the log", e);
                return new TurnFailed(error, line, sheet == null ? "……" : sheet.Sheet.fallbackLine);
            }
        }

        /// <summary>Tells the scene what an item means for it, and hands it on.</summary>
        DialogueItem Told(DialogueItem item, ReplyText text)
        {
            if (text.Read(item))
                onText.Invoke(text.Plain);
            switch (item)
            {
                case SentenceEnd sentence:
                    onSentence.Invoke(sentence.Sentence);
                    break;
                case TurnFinished finished:
                    End(finished.Turn);
                    break;
                case TurnFailed failed:
                    Debug.LogException(failed.Error, this);
                    End(failed.Turn);
                    break;
            }

            return item;

            void End(Turn turn)
            {
                _ownTranscript?.Add(new TurnTaken(sheet!.Sheet.ShownName, turn.Shown, "", turn.IsFallback));
                onReply.Invoke(Markup.Strip(turn.Reply));
                TurnEnded?.Invoke(turn);
            }
        }
    }
}
