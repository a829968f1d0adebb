using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>Lets the player go on by keyboard and gamepad. Keys that a text field or a button takes for itself do not count.</summary>
    [AddComponentMenu("Ojousama/Text Box Keys")]
    [RequireComponent(typeof(TextBoxView))]
    public sealed class TextBoxKeys : MonoBehaviour
    {
        [SerializeField, Tooltip("The document whose keys these are.")]
        UIDocument document = null!;

        [SerializeField, Tooltip("Goes on, as Enter does.")]
        KeyCode advanceKey = KeyCode.Space;

        TextBoxView _box = null!;
        VisualElement _root = null!;
        int _advancedAt = -1; // frame

        void OnEnable()
        {
            _box = GetComponent<TextBoxView>();
            _root = document.rootVisualElement;
            _root.focusable = true; // without a focused element a panel gets no keys
            _root.RegisterCallback<KeyDownEvent>(OnKeyDown);
            _root.RegisterCallback<NavigationSubmitEvent>(OnSubmit);
            _root.Focus();
        }

        void OnDisable()
        {
            _root.UnregisterCallback<KeyDownEvent>(OnKeyDown);
            _root.UnregisterCallback<NavigationSubmitEvent>(OnSubmit);
        }

        void OnKeyDown(KeyDownEvent e)
        {
            if (e.target is Button)
                return;
            if (e.keyCode == KeyCode.Return || e.keyCode == KeyCode.KeypadEnter || (e.keyCode == advanceKey && !(e.target is TextField)))
                Advance();
        }

        void OnSubmit(NavigationSubmitEvent e)
        {
            if (e.target == _root)
                Advance();
        }

        /// <summary>Once for a press, which Unity tells as a key and then again as navigation.</summary>
        void Advance()
        {
            if (_advancedAt == Time.frameCount)
                return;
            _advancedAt = Time.frameCount;
            _box.Advance();
        }
    }
}
