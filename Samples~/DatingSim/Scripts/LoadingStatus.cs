using System.Linq;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Samples.DatingSim
{
    /// <summary>Tells how much of the heroine is loaded, until she is ready.</summary>
    public sealed class LoadingStatus : MonoBehaviour
    {
        // One text for each step, so that no frame makes a string.
        static readonly string[] Texts = Enumerable.Range(0, 21).Select(i => $"準備しております… {i * 5} %").ToArray();

        [SerializeField] UIDocument document = null!;
        [SerializeField] DialogueAgent heroine = null!;

        Label _status = null!;

        void OnEnable() => _status = document.rootVisualElement.Q<Label>("status");

        void Update()
        {
            _status.style.display = heroine.IsReady ? DisplayStyle.None : DisplayStyle.Flex;
            if (!heroine.IsReady)
                _status.text = Texts[Mathf.Clamp(Mathf.RoundToInt(heroine.LoadProgress * 20), 0, 20)];
        }
    }
}
