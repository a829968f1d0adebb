using System;
using System.Collections.Generic;
using Ojousama.Text;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>Shows a character's picture over UI Toolkit, and changes her expression when the text reaches a [face:…] tag.</summary>
    [AddComponentMenu("Ojousama/Portrait")]
    public sealed class PortraitView : MonoBehaviour
    {
        [SerializeField, Tooltip("The document that holds the picture.")]
        UIDocument document = null!;

        [SerializeField, Tooltip("Name of the element whose background the picture is.")]
        string element = "portrait";

        [SerializeField, Tooltip("Whose tags it follows; may be empty.")]
        TextBoxView? box;

        [SerializeField, Tooltip("The first is shown at the start, and for a name that is not in the list.")]
        List<Expression> expressions = new List<Expression>();

        VisualElement _picture = null!;

        /// <summary>Shows an expression by its name.</summary>
        public void Show(string expression) => Draw(expression, _picture);

        /// <summary>Makes an expression the background of any element.</summary>
        public void Draw(string expression, VisualElement on)
        {
            if (expressions.Count == 0)
                return;
            int at = expressions.FindIndex(e => e.name == expression);
            on.style.backgroundImage = new StyleBackground(expressions[Math.Max(at, 0)].picture);
        }

        void OnEnable()
        {
            _picture = document.rootVisualElement.Q(element) ?? throw new OjousamaException(
                $"The portrait '{name}' finds no element named '{element}' in its document", $"Add <ui:VisualElement name=\"{element}\"/> to the UXML");
            if (box != null)
                box.Window.TagReached += OnTagReached;
            Show("");
        }

        void OnDisable()
        {
            if (box != null)
                box.Window.TagReached -= OnTagReached;
        }

        void OnTagReached(TextTag tag)
        {
            if (tag.Name == "face")
                Show(tag.Value);
        }

        /// <summary>A picture of her by the name that the sheet gives the expression.</summary>
        [Serializable]
        public sealed class Expression
        {
            /// <summary>As in [face:shy].</summary>
            public string name = "";

            /// <summary>Drawn as the element's background.</summary>
            public Texture2D? picture;
        }
    }
}
