using System.Collections.Generic;
using Ojousama.TextBox;
using UnityEngine.UIElements;

namespace Ojousama.Unity
{
    /// <summary>Draws the page of a message window: a label a glyph, each at the place that the layout gave it.</summary>
    /// <remarks>Labels are reused, so that a page costs nothing once as many were needed before.</remarks>
    internal sealed class GlyphLayer
    {
        const string Class = "ojousama-glyph";
        const string RubyClass = Class + "__ruby";
        const string EmphasisClass = Class + "__emphasis";

        readonly VisualElement _parent;
        readonly List<Label> _labels = new List<Label>();
        readonly List<int> _drawn = new List<int>(); // glyphs of each line
        int _used;
        int _version = -1, _pageVersion = -1;
        float _cell, _lineHeight;

        public GlyphLayer(VisualElement parent) => _parent = parent;

        /// <summary>Sets the size of a full-width character and the distance of two lines, in pixels of the panel; all is drawn anew.</summary>
        public void Resize(float cell, float lineHeight)
        {
            _cell = cell;
            _lineHeight = lineHeight;
            _version = _pageVersion = -1;
        }

        /// <summary>Adds what has appeared since the last call. Costs a comparison if nothing has.</summary>
        public void Draw(MessageWindow window)
        {
            if (window.Version == _version)
                return;
            _version = window.Version;
            if (window.PageVersion != _pageVersion)
                Clear(window.PageVersion);
            IReadOnlyList<TextLine> lines = window.Lines;
            for (int row = 0; row < lines.Count; row++)
            {
                if (row == _drawn.Count)
                    _drawn.Add(0);
                TextLine line = lines[row];
                for (; _drawn[row] < line.VisibleCount; _drawn[row]++)
                    Add(line.Glyphs[_drawn[row]], row);
            }
        }

        void Clear(int pageVersion)
        {
            _pageVersion = pageVersion;
            _drawn.Clear();
            for (int i = 0; i < _used; i++)
            {
                _labels[i].text = ""; // or a search of the tree would still find it
                _labels[i].style.display = DisplayStyle.None;
            }

            _used = 0;
        }

        void Add(in Glyph glyph, int row)
        {
            float left = glyph.Column * _cell, top = row * _lineHeight;
            Place(glyph.Text, Class, left, top, glyph.Width * _cell, _cell);
            if (glyph.Ruby != null)
                Place(glyph.Ruby, RubyClass, left, top - (_cell * 0.5f), glyph.RubyWidth * _cell, _cell * 0.5f);
            if (glyph.IsEmphasized)
                Place("・", EmphasisClass, left, top - (_cell * 0.6f), glyph.Width * _cell, _cell * 0.6f);
        }

        void Place(string text, string kind, float left, float top, float width, float size)
        {
            if (_used == _labels.Count)
            {
                var made = new Label { pickingMode = PickingMode.Ignore };
                _labels.Add(made);
                _parent.Add(made);
            }

            Label label = _labels[_used++];
            label.text = text;
            label.EnableInClassList(Class, kind == Class);
            label.EnableInClassList(RubyClass, kind == RubyClass);
            label.EnableInClassList(EmphasisClass, kind == EmphasisClass);
            label.style.left = left;
            label.style.top = top;
            label.style.width = width;
            label.style.height = _lineHeight;
            label.style.fontSize = size;
            label.style.display = DisplayStyle.Flex;
        }
    }
}
