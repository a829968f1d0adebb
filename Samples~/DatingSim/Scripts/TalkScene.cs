using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Dialogue;
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

        Label _playerLine = null!, _status = null!;
        Button _continue = null!;
        bool _isUnderWay;
        CancellationTokenSource? _turn;
        string[] _shown = Array.Empty<string>();
        int _next;

        void OnEnable()
        {
            _playerLine = document.rootVisualElement.Q<Label>("player-line");
            _status = document.rootVisualElement.Q<Label>("status");
            _continue = document.rootVisualElement.Q<Button>("continue");
            _continue.clicked += session.Continue;
            input.Sent += Say;
            topics.Chosen += OnTopicChosen;
            session.Moved += OnMoved;
        }

        void OnDisable()
        {
            input.Sent -= Say;
            topics.Chosen -= OnTopicChosen;
            session.Moved -= OnMoved;
            _continue.clicked -= session.Continue;
            _turn?.Cancel();
        }

        void Start()
        {
            _continue.style.display = session.CanContinue ? DisplayStyle.Flex : DisplayStyle.None;
            Suggest();
            heroine.Prepare(_shown);
            GreetAsync().LogErrors(this);
        }

        void Update()
        {
            _status.style.display = heroine.IsReady ? DisplayStyle.None : DisplayStyle.Flex;
            if (!heroine.IsReady)
                _status.text = Percent[Mathf.Clamp(Mathf.RoundToInt(heroine.LoadProgress * 20), 0, 20)];
        }

        static readonly string[] Percent = Enumerable.Range(0, 21).Select(i => $"準備しております… {i * 5} %").ToArray();

        string Name => heroine.Sheet!.Sheet.ShownName;

        void OnTopicChosen(int index) => Say(_shown[index]);

        async Task GreetAsync()
        {
            await box.ShowAsync(Name, greeting, session.ReadLines.Contains("", greeting), destroyCancellationToken);
            session.ReadLines.Add("", greeting);
        }

        /// <summary>Takes the place of what she is still saying.</summary>
        void Say(string line)
        {
            BeginUnlessContinued();
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
                session.Record(Name, turn); // before it is read to its end, so that it can be saved and looked up
                heroine.Prepare(_shown);
            }

            heroine.TurnEnded += OnEnded;
            try
            {
                await box.ShowAsync(heroine.Say(line, cancellationToken), cancellationToken);
            }
            finally
            {
                heroine.TurnEnded -= OnEnded;
            }
        }

        /// <summary>The first line of a new talk takes the place of the last run's, which is kept as an automatic save.</summary>
        void BeginUnlessContinued()
        {
            if (_isUnderWay)
                return;
            _isUnderWay = true;
            _continue.style.display = DisplayStyle.None;
            if (session.CanContinue)
            {
                session.Save(session.Slots.Oldest(SaveKind.Auto));
                session.Begin();
            }

            session.Record(new LineShown(Name, greeting));
        }

        /// <summary>The player stands elsewhere: shows what was said there, and lets her remember just what came before.</summary>
        void OnMoved()
        {
            if (session.State.Step == null)
                return; // a new talk begins
            _isUnderWay = true;
            _continue.style.display = DisplayStyle.None;
            _turn?.Cancel();
            heroine.GoOnFrom(session.State.TalkWith(Name));
            switch (session.State.Step)
            {
                case TurnTaken turn:
                    ShowPlayerLine(turn.Exchange.PlayerLine);
                    box.ShowAgain(turn.Character, turn.Exchange.Reply);
                    break;
                case LineShown line:
                    ShowPlayerLine("");
                    box.ShowAgain(line.Speaker, line.Text);
                    break;
            }
        }

        void ShowPlayerLine(string line)
        {
            _playerLine.text = line;
            _playerLine.style.display = line.Length == 0 ? DisplayStyle.None : DisplayStyle.Flex;
        }

        void Suggest()
        {
            _shown = Enumerable.Range(_next, Math.Min(3, suggestions.Count)).Select(i => suggestions[i % suggestions.Count]).ToArray();
            _next += _shown.Length;
            topics.Show(_shown);
        }
    }
}
