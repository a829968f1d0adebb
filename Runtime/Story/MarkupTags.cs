using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Reads the markup of a row: Yarn writes [face=shy /], text boxes write [face:shy]. Brackets that are no markup are shown, never lost.</summary>
    internal sealed class MarkupTags
    {
        const string NoMarkup = "nomarkup";

        readonly RowCursor _row;
        readonly StringBuilder _literal;
        readonly LineText _text;
        readonly List<string> _open = new List<string>();
        int _shown; // brackets that were shown and are not closed yet
        SourcePlace? _noMarkup;

        /// <param name="row">At the character that comes next.</param>
        /// <param name="literal">Text before it that stands in no part yet.</param>
        /// <param name="text">Gets the parts.</param>
        public MarkupTags(RowCursor row, StringBuilder literal, LineText text)
        {
            _row = row;
            _literal = literal;
            _text = text;
        }

        /// <summary>Whether the row is between [nomarkup] and [/nomarkup].</summary>
        public bool IsOff => _noMarkup != null;

        /// <summary>Reads what begins at [ or ].</summary>
        public void Read()
        {
            SourcePlace place = _row.Here;
            int start = _row.At;
            bool isBehindBlank = start == 0 || char.IsWhiteSpace(_row.Text[start - 1]);
            MarkupTag? tag = _row.Current == '[' ? MarkupTag.TryRead(_row) : null;
            if (_noMarkup != null && !(tag != null && tag.IsClosing && tag.Name == NoMarkup))
                ShowFrom(start);
            else if (tag == null && FormatFunction.Begins(_row.Text, start))
                throw place.Error("a format function is not closed, or a value in it is not", "Write it as [select value={$x} a=\"…\" other=\"…\" /], or \\[ to show a bracket");
            else if (tag == null)
                Show(start, tag, place);
            else if (tag.IsClosing)
                Close(tag, place);
            else if (tag.Name == NoMarkup)
                _noMarkup = place;
            else if (FormatFunction.Names.Contains(tag.Name))
                Add(new FormatFunction(place, tag));
            else if (tag.IsOpening && tag.Value == null && !IsClosedLater(tag.Name))
                Show(start, tag, place);
            else
                Pass(tag, isBehindBlank);
        }

        /// <summary>The row is at its end.</summary>
        public void End()
        {
            if (_noMarkup is SourcePlace place)
                throw place.Error("[nomarkup] is not closed", "Add [/nomarkup]");
        }

        void Show(int start, MarkupTag? tag, SourcePlace place)
        {
            if (_row.Text[start] == '[')
                _row.Warn(
                    place,
                    "this bracket is no markup, and is shown as it stands",
                    tag == null ? "Write \\[ to say so" : $"Write [{tag.Name} /] or [/{tag.Name}] for markup, or \\[ to say that it is text");
            ShowFrom(start);
        }

        /// <summary>Text boxes take half-width brackets for markup.</summary>
        void ShowFrom(int start)
        {
            bool opens = _row.Text[start] == '[';
            bool isPair = opens || _shown > 0;
            _literal.Append(opens ? '［' : isPair ? '］' : ']');
            _shown = Math.Max(0, _shown + (opens ? 1 : -1));
            _row.At = start + 1;
        }

        void Close(MarkupTag tag, SourcePlace place)
        {
            if (tag.Name == NoMarkup && _noMarkup != null)
            {
                _noMarkup = null;
                return;
            }

            if (tag.Name.Length == 0 ? _open.Count == 0 : !_open.Remove(tag.Name))
                throw place.Error($"[/{tag.Name}] closes nothing", $"Write [{(tag.Name.Length == 0 ? "em" : tag.Name)}] before it, or remove it");
            if (tag.Name.Length > 0)
                _literal.Append("[/" + tag.Name + "]");
            for (; tag.Name.Length == 0 && _open.Count > 0; _open.RemoveAt(_open.Count - 1))
                _literal.Append("[/" + _open[_open.Count - 1] + "]");
        }

        /// <summary>Hands a tag on to the text box.</summary>
        void Pass(MarkupTag tag, bool isBehindBlank)
        {
            bool trims = tag.IsSelfClosing && isBehindBlank;
            foreach (MarkupProperty property in tag.Properties)
            {
                if (property.Name != "trimwhitespace")
                    throw property.Place.Error($"a text box knows no [{tag.Name}] with {property.Name}=", $"Write one value: [{tag.Name}=value /]");
                trims = property.Value.Constant == "true";
            }

            _literal.Append('[').Append(tag.Name);
            if (tag.Value != null)
            {
                _literal.Append(':');
                Add(tag.Value);
            }

            _literal.Append(']');
            if (tag.IsOpening)
                _open.Add(tag.Name);
            if (trims && char.IsWhiteSpace(_row.Current))
                _row.At++; // as in Yarn: a tag between two blanks leaves one
        }

        void Add(LineText value)
        {
            if (value.Constant is string text)
            {
                _literal.Append(text);
                return;
            }

            _text.Take(_literal);
            _text.Add(value);
        }

        void Add(Formula formula)
        {
            _text.Take(_literal);
            _text.Add(formula);
        }

        bool IsClosedLater(string name) =>
            Regex.IsMatch(_row.Text.Substring(_row.At), $@"\[\s*/\s*({Regex.Escape(name)})?\s*\]", RegexOptions.CultureInvariant);
    }
}
