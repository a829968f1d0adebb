using Ojousama.Dialogue;
using Ojousama.Unity;
using UnityEngine;

namespace Ojousama.Samples.CustomModel
{
    /// <summary>A conversation with a model of one's own. No agent is needed: it would load llama.cpp's.</summary>
    public sealed class CustomModelScene : MonoBehaviour
    {
        [SerializeField] CharacterSheetAsset sheet = null!;
        [SerializeField] TextBoxView box = null!;
        [SerializeField] LineInput input = null!;

        Conversation _conversation = null!;

        void OnEnable()
        {
            _conversation = new Conversation(sheet.Sheet, new RuleModel());
            input.Sent += Say;
        }

        void OnDisable() => input.Sent -= Say;

        void Say(string line) => box.ShowAsync(_conversation.SayAsync(line, destroyCancellationToken), destroyCancellationToken).LogErrors(this);
    }
}
