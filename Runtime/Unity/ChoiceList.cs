using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>Offers choices as buttons over UI Toolkit: a script's options, or topics to talk about.</summary>
    /// <remarks>Main thread only. It fills the element named <see cref="element"/>.</remarks>
    [AddComponentMenu("Ojousama/Choice List")]
    public sealed class ChoiceList : MonoBehaviour
    {
        [SerializeField, Tooltip("The document that holds the list.")]
        UIDocument document = null!;

        [SerializeField, Tooltip("Name of the element that holds the buttons.")]
        string element = "choices";

        VisualElement? _list;

        /// <summary>A button was pressed; its index.</summary>
        public event Action<int>? Chosen;

        /// <summary>Whether choices are shown.</summary>
        public bool IsOpen => _list != null && _list.childCount > 0;

        /// <summary>Shows choices until <see cref="Hide"/>, or until others take their place.</summary>
        /// <param name="options">Texts of the buttons.</param>
        /// <param name="isEnabled">Whether a choice can be made; null if all can. Others are shown greyed out.</param>
        public void Show(IReadOnlyList<string> options, Func<int, bool>? isEnabled = null)
        {
            VisualElement list = Element();
            list.Clear();
            for (int i = 0; i < options.Count; i++)
            {
                int index = i;
                var button = new Button(() => Chosen?.Invoke(index)) { text = options[i], name = $"choice-{i}" };
                button.AddToClassList("ojousama-choice");
                button.SetEnabled(isEnabled == null || isEnabled(i));
                list.Add(button);
            }

            list.style.display = DisplayStyle.Flex;
        }

        /// <summary>Shows choices and waits for one. The first takes the focus.</summary>
        /// <returns>Index of the choice that was made.</returns>
        public async Task<int> ChooseAsync(
            IReadOnlyList<string> options, Func<int, bool>? isEnabled = null, CancellationToken cancellationToken = default)
        {
            var chosen = new TaskCompletionSource<int>();
            void OnChosen(int index) => chosen.TrySetResult(index);
            Chosen += OnChosen;
            try
            {
                Show(options, isEnabled);
                _list!.Children().FirstOrDefault(c => c.enabledSelf)?.Focus();
                using (cancellationToken.Register(() => chosen.TrySetCanceled(cancellationToken)))
                    return await chosen.Task;
            }
            finally
            {
                Chosen -= OnChosen;
                Hide();
            }
        }

        /// <summary>Takes the choices away.</summary>
        public void Hide()
        {
            if (_list == null)
                return;
            if (_list.focusController?.focusedElement is VisualElement focused && _list.Contains(focused))
                document.rootVisualElement.Focus(); // or the next key would reach nobody
            _list.Clear();
            _list.style.display = DisplayStyle.None;
        }

        void OnEnable() => Element();

        void OnDisable()
        {
            Hide();
            _list = null;
        }

        VisualElement Element() => _list ??= document.rootVisualElement.Q(element) ?? throw new OjousamaException(
            $"The choice list '{name}' finds no element named '{element}' in its document", $"Add <ui:VisualElement name=\"{element}\"/> to the UXML");
    }
}
