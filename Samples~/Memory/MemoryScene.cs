using Ojousama.Dialogue;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Samples.Memory
{
    /// <summary>A talk that goes on where the last run ended: the session keeps each turn, and with them what the player told her.</summary>
    public sealed class MemoryScene : MonoBehaviour
    {
        [SerializeField] UIDocument document = null!;
        [SerializeField] GameSession session = null!;
        [SerializeField] DialogueAgent character = null!;
        [SerializeField] TextBoxView box = null!;
        [SerializeField] LineInput input = null!;
        [SerializeField] MemoryView memory = null!;

        Button _open = null!;

        void OnEnable()
        {
            _open = document.rootVisualElement.Q<Button>("memory");
            _open.clicked += memory.Open;
            input.Sent += Say;
            character.TurnEnded += Record;
        }

        void OnDisable()
        {
            _open.clicked -= memory.Open;
            input.Sent -= Say;
            character.TurnEnded -= Record;
        }

        void Start() => character.RestoreHistory(session.State.ConversationWith(character.CharacterName));

        void Record(Turn turn) => session.Record(character.CharacterName, turn);

        void Say(string line) => box.ShowAsync(character.SayAsync(line, destroyCancellationToken), destroyCancellationToken).LogErrors(this);
    }
}
