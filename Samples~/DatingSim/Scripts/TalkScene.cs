using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
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

        [SerializeField, Tooltip("What she says first, while the model loads.")]
        string greeting = "";

        [SerializeField, Tooltip("Lines that are suggested, three at a time.")]
        List<string> suggestions = new List<string>();

        Label _playerLine = null!, _status = null!;
        CancellationTokenSource? _turn;
        string[] _shown = Array.Empty<string>();
        int _next;

        void OnEnable()
        {
            _playerLine = document.rootVisualElement.Q<Label>("player-line");
            _status = document.rootVisualElement.Q<Label>("status");
            input.Sent += Say;
            topics.Chosen += OnTopicChosen;
        }

        void OnDisable()
        {
            input.Sent -= Say;
            topics.Chosen -= OnTopicChosen;
            _turn?.Cancel();
        }

        void Start()
        {
            Suggest();
            box.ShowAsync(heroine.Sheet!.Sheet.ShownName, greeting, cancellationToken: destroyCancellationToken).LogErrors(this);
        }

        void Update()
        {
            _status.style.display = heroine.IsReady ? DisplayStyle.None : DisplayStyle.Flex;
            if (!heroine.IsReady)
                _status.text = Percent[Mathf.Clamp(Mathf.RoundToInt(heroine.LoadProgress * 20), 0, 20)];
        }

        static readonly string[] Percent = Enumerable.Range(0, 21).Select(i => $"準備しております… {i * 5} %").ToArray();

        void OnTopicChosen(int index) => Say(_shown[index]);

        /// <summary>Takes the place of what she is still saying.</summary>
        void Say(string line)
        {
            _turn?.Cancel();
            _turn = CancellationTokenSource.CreateLinkedTokenSource(destroyCancellationToken);
            _playerLine.text = line;
            _playerLine.style.display = DisplayStyle.Flex;
            Suggest();
            input.Focus();
            box.ShowAsync(heroine.Say(line, _turn.Token), _turn.Token).LogErrors(this);
        }

        void Suggest()
        {
            _shown = Enumerable.Range(_next, Math.Min(3, suggestions.Count)).Select(i => suggestions[i % suggestions.Count]).ToArray();
            _next += _shown.Length;
            topics.Show(_shown);
        }
    }
}
