using System;
using System.Collections.Generic;
using Ojousama.Text;

namespace Ojousama.TextBox
{
    /// <summary>Breaks a growing Japanese text into lines, so that no glyph ever moves once it is placed.</summary>
    /// <remarks>
    /// Ordinary layout pulls a character back when the next one may not start a line. A stream cannot take back what the reader saw,
    /// so two cells right of the text are kept free, as KAG does: what may not start a line runs into them. What may not end a line,
    /// or has to stay together, is held back until it is known what follows. Only when a run is wider than the reserve is a rule broken.
    /// </remarks>
    internal sealed class LineBreaker : IMarkupTarget
    {
        /// <summary>Cells that stay free at the right margin.</summary>
        public const float Reserve = 2;

        const float Rounding = 0.001f; // proportional widths are sums of fractions

        readonly ICellMeasure _measure;
        readonly GraphemeReader _reading = new GraphemeReader(new StringPool());
        readonly StraightQuotes _quotes = new StraightQuotes();
        readonly List<TextLine> _lines = new List<TextLine>();
        readonly Stack<TextLine> _spare = new Stack<TextLine>();
        readonly List<Glyph> _held = new List<Glyph>(); // opening brackets, then a run that stays together
        int _openings;       // opening brackets at the start of _held
        CharacterClass _run; // of what is held after them
        CharacterClass _role; // of what is held last
        float _heldWidth;    // cells
        string? _ruby;       // the reading of what is being added; empty if it has lost it
        int _breaks;         // line breaks of the text since the last glyph

        /// <param name="measure">Called once a glyph.</param>
        /// <param name="cells">See <see cref="Cells"/>.</param>
        public LineBreaker(ICellMeasure measure, float cells)
        {
            _measure = measure;
            Cells = cells;
        }

        /// <summary>Width of the text without the reserve; at least 1. It may change only while there is no text.</summary>
        public float Cells { get; set; }

        /// <summary>Lines so far. Only the last one grows; a line appears with its first glyph.</summary>
        public IReadOnlyList<TextLine> Lines => _lines;

        /// <summary>Glyphs taken since the text began, placed or held.</summary>
        public int GlyphCount { get; private set; }

        /// <summary>Whether the clusters to come are emphasized.</summary>
        public bool Emphasis { get; set; }

        TextLine? Last => _lines.Count > 0 ? _lines[_lines.Count - 1] : null;

        /// <summary>Takes one grapheme cluster.</summary>
        public void Add(string cluster)
        {
            CharacterClass c = _quotes.ClassOf(cluster);
            if (c == CharacterClass.LineBreak)
            {
                Flush();
                _breaks++;
                return;
            }

            GlyphCount++;
            var glyph = new Glyph(cluster, c, _measure.Width(cluster), isEmphasized: Emphasis);
            if (_ruby == null)
                AddToText(glyph);
            else
                Hold(glyph);
            if (_heldWidth > Cells + Reserve)
                CutHeldRun();
        }

        /// <summary>The clusters up to <see cref="EndRuby"/> stay together under a reading.</summary>
        public void BeginRuby(string reading)
        {
            EndRuby();
            if (_held.Count > _openings)
                PlaceHeld(false);
            _run = _role = CharacterClass.Ordinary;
            _ruby = reading;
        }

        /// <summary>A reading wider than its base spreads the base. A base that no line could hold has lost its reading.</summary>
        public void EndRuby()
        {
            string reading = _ruby ?? "";
            _ruby = null;
            int count = _held.Count - _openings;
            if (reading.Length == 0 || count == 0)
                return;
            float width = 0;
            for (int i = _openings; i < _held.Count; i++)
                width += _held[i].Width;
            float spread = Math.Max(0, Math.Min(RubyWidth(reading), Cells) - width);
            for (int i = _openings; i < _held.Count; i++)
                _held[i] = _held[i].Widened(spread / count);
            _held[_openings] = _held[_openings].Under(reading, width + spread);
            _heldWidth += spread;
        }

        /// <summary>Places what is held back: nothing more comes.</summary>
        public void Flush()
        {
            EndRuby();
            if (_held.Count > 0)
                PlaceHeld(false);
        }

        /// <summary>Begins a new text. The lines are reused.</summary>
        public void Clear()
        {
            for (int i = _lines.Count - 1; i >= 0; i--)
            {
                _lines[i].Clear();
                _spare.Push(_lines[i]); // the first line comes back first: it fits the same texts
            }

            _lines.Clear();
            _breaks = GlyphCount = 0;
            _ruby = null;
            Emphasis = false;
            _quotes.Clear();
            Release(_held.Count);
        }

        void AddToText(in Glyph glyph)
        {
            CharacterClass c = glyph.Class;
            bool continues = ContinuesHeldRun(glyph, out CharacterClass role);
            if (!continues && _held.Count > _openings)
                PlaceHeld(CharacterClasses.MayNotStart(c));
            Hold(glyph);
            if (c == CharacterClass.Opening)
                _openings++;
            else if (!continues)
                _run = c;
            _role = role;
            if (!continues && c != CharacterClass.Opening && !InseparablePairs.MayGoOn(c))
                PlaceHeld(false);
        }

        float RubyWidth(string reading)
        {
            float width = 0;
            foreach (char c in reading)
                width += Width(_reading.Push(c));
            return (width + Width(_reading.Flush())) / 2;

            float Width(string? cluster) => cluster == null ? 0 : _measure.Width(cluster);
        }

        bool ContinuesHeldRun(in Glyph glyph, out CharacterClass role)
        {
            role = CharacterClasses.Of(glyph.Text);
            if (_held.Count == _openings || glyph.Class == CharacterClass.Opening)
                return false;
            if (InseparablePairs.StaysWith(_role, _held[_held.Count - 1].Text, glyph.Text, out CharacterClass behind))
            {
                role = behind;
                return true;
            }

            // Marks behind a run that leaves them little room on a line of its own: it may have to be cut, so that they do not start
            // the next one. A base with its reading is not: half of it could not be read.
            return _heldWidth > Cells && CharacterClasses.MayNotStart(glyph.Class) && _held[_openings].Ruby == null;
        }

        /// <summary>Places all that is held, together: on this line if it fits, else on a new one.</summary>
        /// <param name="marksFollow">A character that may not start a line comes next: the reserve is left to it and its like.</param>
        void PlaceHeld(bool marksFollow)
        {
            if (_breaks > 0 || !FitsThisLine(marksFollow))
                StartLine();
            foreach (Glyph glyph in _held)
                Place(glyph);
            Release(_held.Count);
        }

        bool FitsThisLine(bool marksFollow)
        {
            if (Last == null)
                return false;
            // What leads has to stand in the text itself, the rest may run into the reserve.
            float leading = 0;
            for (int i = 0; i <= _openings && i < _held.Count; i++)
            {
                if (!CharacterClasses.MayNotStart(_held[i].Class))
                    leading += _held[i].Width;
            }

            bool mayHang = _run == CharacterClass.Joiner || (!marksFollow && _run != CharacterClass.Ordinary);
            return (leading == 0 || Fits(leading, 0)) && Fits(_heldWidth, mayHang ? Reserve : 0);
        }

        /// <summary>A run that no line can hold is cut: the first line takes what fits, the rest stays held.</summary>
        void CutHeldRun()
        {
            _ruby = _ruby == null ? null : "";
            StartLine();
            int count = CutPoint();
            for (int i = 0; i < count; i++)
                Place(_held[i]);
            Release(count);
        }

        /// <summary>How many of the held glyphs a line takes: what fits, or a little less if the next line would start badly.</summary>
        int CutPoint()
        {
            int most = 0;
            for (float width = 0; most < _held.Count; most++)
            {
                width += _held[most].Width;
                bool mayHang = CompletesPair(most) || CharacterClasses.MayNotStart(_held[most].Class);
                if (most > 0 && width > Cells + (mayHang ? Reserve : 0) + Rounding)
                    break;
            }

            for (int count = Math.Min(most, _held.Count - 1); count > 0; count--)
            {
                if (IsGoodCut(count))
                    return count;
            }

            return most;
        }

        bool IsGoodCut(int index)
        {
            CharacterClass before = _held[index - 1].Class, after = _held[index].Class;
            return before != CharacterClass.Opening && before != CharacterClass.Prefix && after != CharacterClass.Postfix &&
                !CharacterClasses.MayNotStart(after) && !CompletesPair(index);
        }

        /// <summary>Dashes and leaders come in twos (—— ……), which stay together even when their run is cut.</summary>
        bool CompletesPair(int index)
        {
            int first = index;
            while (first >= 0 && _held[first].Class == CharacterClass.Inseparable)
                first--;
            return (index - first) % 2 == 0 && index > first;
        }

        void Place(in Glyph glyph)
        {
            if (Last!.Count > 0 && !Fits(glyph.Width, Reserve))
                StartLine();
            Last!.Add(glyph);
        }

        bool Fits(float width, float reserve) => Last!.Width + width <= Cells + reserve + Rounding;

        /// <summary>Begins the next line, after the empty ones that line breaks ask for.</summary>
        void StartLine()
        {
            int empty = Last == null ? _breaks : _breaks - 1;
            if (Last != null && _breaks > 0)
                Last.EndsWithBreak = true;
            for (; empty > 0; empty--)
                NewLine().EndsWithBreak = true;
            NewLine();
            _breaks = 0;
        }

        TextLine NewLine()
        {
            TextLine line = _spare.Count > 0 ? _spare.Pop() : new TextLine();
            _lines.Add(line);
            return line;
        }

        void Hold(in Glyph glyph)
        {
            _held.Add(glyph);
            _heldWidth += glyph.Width;
        }

        void Release(int count)
        {
            _held.RemoveRange(0, count);
            _openings = Math.Max(0, _openings - count);
            _heldWidth = 0;
            foreach (Glyph glyph in _held)
                _heldWidth += glyph.Width;
        }
    }
}
