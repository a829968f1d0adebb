using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue;
using Ojousama.Dialogue.Turns;
using Ojousama.Saving;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Samples.DatingSim
{
    /// <summary>A talk with one heroine: what the player types or picks goes in, and she answers in the text box.</summary>
    public sealed class TalkScene : MonoBehaviour
    {
        [SerializeField] UIDocument document = null!;
        [SerializeField] DialogueAgent heroine = null!;
        [SerializeField] TextBoxView box = null!;
        [SerializeField] LineInput input = null!;
        [SerializeField] ChoiceList topics = null!;
        [SerializeField] GameSession session = null!;

        [SerializeField, Tooltip("What she says first, while the model loads.")]
        string greeting = "";

        [SerializeField, Tooltip("Lines that are suggested, three at a time.")]
        List<string> suggestions = new List<string>();

        Label _playerLine = null!;
        Button _continue = null!;
        CancellationTokenSource? _turn;
        string[] _shown = Array.Empty<string>();
        int _next;
        bool _isUnderWay;

        /// <summary>Told when the first line of a talk is said, and when the last run's talk is gone on with.</summary>
        public event Action? Begun;

        /// <summary>Welcomes the player. Nothing is recorded until he says something.</summary>
        public void Welcome()
        {
            _turn?.Cancel();
            _isUnderWay = false;
            _continue.style.display = session.CanContinue ? DisplayStyle.Flex : DisplayStyle.None;
            ShowPlayerLine("");
            WelcomeAsync().LogErrors(this);
        }

        /// <summary>Shows what was said where the player stands, and lets her remember just what came before.</summary>
        public void Resume()
        {
            MarkUnderWay();
            _turn?.Cancel();
            heroine.RestoreHistory(session.State.ConversationWith(heroine.CharacterName));
            switch (session.State.Step)
            {
                case TurnTaken turn:
                    ShowPlayerLine(turn.Exchange.PlayerLine);
                    box.ShowAgainAsync(turn.Character, turn.Exchange.Reply, destroyCancellationToken).LogErrors(this);
                    break;
                case LineShown line:
                    ShowPlayerLine("");
                    box.ShowAgainAsync(line.Speaker, line.Text, destroyCancellationToken).LogErrors(this);
                    break;
            }
        }

        /// <summary>Shows what the player said last; nothing for an empty text.</summary>
        public void ShowPlayerLine(string line)
        {
            _playerLine.text = line;
            _playerLine.style.display = line.Length == 0 ? DisplayStyle.None : DisplayStyle.Flex;
        }

        void OnEnable()
        {
            VisualElement root = document.rootVisualElement;
            _playerLine = root.Q<Label>("player-line");
            _continue = root.Q<Button>("continue");
            _continue.clicked += session.Continue;
            input.Sent += Say;
            topics.Chosen += OnTopicChosen;
            input.IsEnabled = true;
            Suggest();
            heroine.Prefetch(_shown);
        }

        void OnDisable()
        {
            _turn?.Cancel();
            _continue.clicked -= session.Continue;
            _continue.style.display = DisplayStyle.None;
            input.Sent -= Say;
            topics.Chosen -= OnTopicChosen;
            topics.Hide();
            heroine.Prefetch();
        }

        void OnTopicChosen(int index) => Say(_shown[index]);

        async Task WelcomeAsync()
        {
            await box.ShowAsync(heroine.CharacterName, greeting, session.ReadLines.Contains("", greeting), destroyCancellationToken);
            session.ReadLines.Add("", greeting);
        }

        /// <summary>Takes the place of what she is still saying.</summary>
        void Say(string line)
        {
            if (!_isUnderWay)
                BeginTalk();
            _turn?.Cancel();
            _turn = CancellationTokenSource.CreateLinkedTokenSource(destroyCancellationToken);
            ShowPlayerLine(line);
            Suggest();
            TalkAsync(line, _turn.Token).LogErrors(this);
        }

        async Task TalkAsync(string line, CancellationToken cancellationToken)
        {
            void OnEnded(Turn turn)
            {
                session.Record(heroine.CharacterName, turn); // before it is read to its end, so that it can be saved and looked up
                heroine.Prefetch(_shown);
            }

            heroine.TurnEnded += OnEnded;
            try
            {
                await box.ShowAsync(heroine.SayAsync(line, cancellationToken), cancellationToken);
            }
            finally
            {
                heroine.TurnEnded -= OnEnded;
            }
        }

        /// <summary>A new talk takes the place of the last run's game, which is kept as an automatic save.</summary>
        void BeginTalk()
        {
            if (session.CanContinue)
                session.AutoSave();
            session.Begin();
            MarkUnderWay();
            session.Record(new LineShown(heroine.CharacterName, greeting));
        }

        void MarkUnderWay()
        {
            _isUnderWay = true;
            _continue.style.display = DisplayStyle.None;
            Begun?.Invoke();
        }

        void Suggest()
        {
            _shown = Enumerable.Range(_next, Math.Min(3, suggestions.Count)).Select(i => suggestions[i % suggestions.Count]).ToArray();
            _next += _shown.Length;
            topics.Show(_shown);
        }
    }
}
