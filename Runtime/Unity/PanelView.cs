using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>A window over the scene that the player opens and closes: backlog, saves, settings. Escape closes it.</summary>
    /// <remarks>It fills an element of the document anew whenever it is opened.</remarks>
    public abstract class PanelView : MonoBehaviour
    {
        [SerializeField, Tooltip("The document that holds the panel.")]
        UIDocument document = null!;

        [SerializeField, Tooltip("Name of the element that becomes the panel.")]
        string element = "panel";

        const string Style = "ojousama-panel";

        VisualElement _panel = null!;
        Focusable? _focusBefore;

        /// <summary>Whether it is shown.</summary>
        public bool IsOpen { get; private set; }

        /// <summary>What stands at its top.</summary>
        protected abstract string Title { get; }

        /// <summary>Shows it. Keys go to it until it is closed.</summary>
        public void Open()
        {
            _focusBefore = _panel.panel?.focusController?.focusedElement;
            IsOpen = true;
            _panel.style.display = DisplayStyle.Flex;
            Refill();
        }

        /// <summary>Takes it away; the focus goes back to where it was.</summary>
        public void Close()
        {
            if (!IsOpen)
                return;
            IsOpen = false;
            _panel.Clear();
            _panel.style.display = DisplayStyle.None;
            _focusBefore?.Focus();
        }

        /// <summary>Builds the content, from its title on.</summary>
        protected void Refill()
        {
            _panel.Clear();
            var frame = Add(_panel, new VisualElement(), "ojousama-panel__frame");
            var head = Add(frame, new VisualElement(), "ojousama-panel__head");
            Add(head, new Label(Title), "ojousama-panel__title");
            Button close = Add(head, new Button(Close) { text = "×", tooltip = "閉じる / Close (Esc)", name = "close" }, "ojousama-panel__close");
            Fill(frame);
            if (!(_panel.panel?.focusController?.focusedElement is VisualElement focused && _panel.Contains(focused)))
                close.Focus();
        }

        /// <summary>Adds what is below the title.</summary>
        protected abstract void Fill(VisualElement frame);

        /// <summary>Adds a child with a style.</summary>
        protected static T Add<T>(VisualElement parent, T child, string style)
            where T : VisualElement
        {
            child.AddToClassList(style);
            parent.Add(child);
            return child;
        }

        /// <summary>Finds the element.</summary>
        protected virtual void OnEnable()
        {
            _panel = document.rootVisualElement.Q(element) ?? throw new OjousamaException(
                $"The panel '{name}' finds no element named '{element}' in its document", $"Add <ui:VisualElement name=\"{element}\"/> to the UXML");
            _panel.AddToClassList(Style);
            _panel.style.display = DisplayStyle.None;
            _panel.RegisterCallback<KeyDownEvent>(OnKeyDown);
            document.rootVisualElement.RegisterCallback<FocusInEvent>(OnFocusIn);
        }

        /// <summary>Closes it.</summary>
        protected virtual void OnDisable()
        {
            Close();
            _panel.UnregisterCallback<KeyDownEvent>(OnKeyDown);
            document.rootVisualElement?.UnregisterCallback<FocusInEvent>(OnFocusIn);
        }

        void OnKeyDown(KeyDownEvent e)
        {
            if (e.keyCode == KeyCode.Escape)
                Close();
            e.StopPropagation(); // the scene below gets no keys
        }

        /// <summary>Tab goes round within an open panel: what lies behind it cannot be reached.</summary>
        void OnFocusIn(FocusInEvent e)
        {
            if (!IsOpen)
                return;
            for (var at = e.target as VisualElement; at != null; at = at.parent)
            {
                if (at.ClassListContains(Style)) // this one, or another that was opened over it
                    return;
            }

            _panel.Q<Button>("close").Focus();
        }
    }
}
