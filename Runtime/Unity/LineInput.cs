using System;
using Ojousama.Text;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>A field in which the player types what to say, over UI Toolkit.</summary>
    /// <remarks>Main thread only. Enter sends, except while an input method composes: there it only ends the composition.</remarks>
    [AddComponentMenu("Ojousama/Line Input")]
    public sealed class LineInput : MonoBehaviour
    {
        [SerializeField, Tooltip("The document that holds the field.")]
        UIDocument document = null!;

        [SerializeField, Tooltip("Name of the TextField.")]
        string field = "line-input";

        [SerializeField, Tooltip("Name of the button that sends; empty for none.")]
        string sendButton = "send";

        [SerializeField, Min(1), Tooltip("Most characters of a line, as a reader counts them.")]
        int maxLength = 120;

        TextField? _field;
        Button? _send;

        /// <summary>The player has sent a line; never blank.</summary>
        public event Action<string>? Sent;

        /// <summary>Whether the player can type.</summary>
        public bool IsEnabled
        {
            get => Field.enabledSelf;
            set
            {
                Field.SetEnabled(value);
                _send?.SetEnabled(value);
            }
        }

        /// <summary>Found on first use, because another component may be enabled before this one.</summary>
        TextField Field
        {
            get
            {
                if (_field != null)
                    return _field;
                VisualElement root = document.rootVisualElement;
                _send = sendButton.Length == 0 ? null : root.Q<Button>(sendButton);
                return _field = root.Q<TextField>(field) ?? throw new OjousamaException(
                    $"The line input '{name}' finds no text field named '{field}' in its document", $"Add <ui:TextField name=\"{field}\"/> to the UXML");
            }
        }

        /// <summary>Puts the cursor into the field.</summary>
        public void Focus() => Field.Focus();

        void OnEnable()
        {
            Field.maxLength = -1; // the field's own limit would cut an emoji in two
            Field.RegisterValueChangedCallback(OnChanged);
            Field.RegisterCallback<KeyDownEvent>(OnKeyDown, TrickleDown.TrickleDown); // before the field itself takes Enter
            if (_send != null)
                _send.clicked += Send;
        }

        void OnDisable()
        {
            Field.UnregisterValueChangedCallback(OnChanged);
            Field.UnregisterCallback<KeyDownEvent>(OnKeyDown, TrickleDown.TrickleDown);
            if (_send != null)
                _send.clicked -= Send;
            _field = null;
        }

        void OnKeyDown(KeyDownEvent e)
        {
            if (e.keyCode != KeyCode.Return && e.keyCode != KeyCode.KeypadEnter)
                return;
            if (Input.compositionString.Length > 0)
                e.StopPropagation();
            else if (TrySend())
                e.StopPropagation(); // Enter in an empty field turns the page
        }

        void OnChanged(ChangeEvent<string> e)
        {
            string limited = UnicodeText.Limit(e.newValue, maxLength);
            if (limited != e.newValue && Input.compositionString.Length == 0)
                Field.SetValueWithoutNotify(limited);
        }

        void Send() => TrySend();

        bool TrySend()
        {
            string line = UnicodeText.Limit(Field.value.Trim(), maxLength);
            if (line.Length == 0 || !IsEnabled)
                return false;
            Field.value = "";
            Sent?.Invoke(line);
            return true;
        }
    }
}
