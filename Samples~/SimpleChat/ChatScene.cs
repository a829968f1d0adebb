using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Samples.SimpleChat
{
    /// <summary>A line goes to the agent, whose event On Text brings the answer as it comes: the scene has it call <see cref="Show"/>.</summary>
    public sealed class ChatScene : MonoBehaviour
    {
        [SerializeField] UIDocument document = null!;
        [SerializeField] LineInput input = null!;
        [SerializeField] DialogueAgent character = null!;

        Label _reply = null!;

        /// <summary>Takes the place of what was shown before.</summary>
        public void Show(string text) => _reply.text = text;

        void OnEnable()
        {
            _reply = document.rootVisualElement.Q<Label>("reply");
            input.Sent += character.Ask;
        }

        void OnDisable() => input.Sent -= character.Ask;
    }
}
