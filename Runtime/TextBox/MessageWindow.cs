using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Text;

namespace Ojousama.TextBox
{
    /// <summary>The text box of a visual novel without its pixels: takes text piece by piece, lays it out, and reveals it.</summary>
    /// <remarks>
    /// <para>Feed it from a turn: <see cref="Begin"/>, <see cref="Append"/> for each piece, <see cref="Complete"/>; or <see cref="Replace"/>
    /// with the fallback line when the turn failed. Call <see cref="Update"/> once a frame.</para>
    /// <para>Text may hold ｜漢字《かんじ》 or [ruby:かんじ]漢字[/ruby], 《《emphasis》》 or [em]emphasis[/em], and tags: [face:shy]. Square brackets
    /// of any other content vanish; write ［ ］ to show some.</para>
    /// <para>Draw it: if <see cref="Version"/> is what it was, nothing changed. If <see cref="PageVersion"/> changed, drop all glyphs.
    /// Then for each of <see cref="Lines"/> add the glyphs from the number you have drawn up to <see cref="TextLine.VisibleCount"/>, each at
    /// its <see cref="Glyph.Column"/>: a glyph that stands never moves. A box is <see cref="Cells"/> + <see cref="Reserve"/> cells wide.
    /// Index <see cref="Lines"/> with <c>for</c>; <c>foreach</c> would allocate.</para>
    /// <para>Input: Enter and click call <see cref="Advance"/>, which is <see cref="HurryUp"/> or <see cref="Next"/>. Show ▼ while
    /// <see cref="CanGoOn"/>. <see cref="Finished"/> tells that the reader has left the text, also in auto mode.</para>
    /// <para>One thread. Nothing is allocated by an update that reveals a glyph. An exception of an event handler leaves through the
    /// caller, and the next update goes on behind that glyph.</para>
    /// </remarks>
    public sealed class MessageWindow
    {
        readonly StringBuilder _text = new StringBuilder(); // as it came
        readonly LineBreaker _breaker;
        readonly MarkupReader _reader;
        readonly Reveal _reveal;

        /// <param name="cells">Full-width characters of a line; at least 2.</param>
        /// <param name="rows">Lines of a page; at least 1.</param>
        /// <param name="measure">Widths of the view's font; null for full and half width.</param>
        /// <param name="pacing">Shared with the player's settings; null for the defaults.</param>
        public MessageWindow(float cells = 25, int rows = 3, ICellMeasure? measure = null, Pacing? pacing = null)
        {
            EnsureRoom(cells, rows);
            Rows = rows;
            Pacing = pacing ?? new Pacing();
            _breaker = new LineBreaker(measure ?? new FixedCellMeasure(), cells);
            _reader = new MarkupReader(_breaker, Tags);
            _reveal = new Reveal(_breaker.Lines, _reader.Tags, rows, Pacing);
        }

        /// <summary>Cells right of the text that closing marks may run into.</summary>
        public const float Reserve = LineBreaker.Reserve;

        /// <summary>A character appeared in its turn: the time for a blip. Not raised for characters that appear at once.</summary>
        public event Action<Glyph>? GlyphShown
        {
            add => _reveal.GlyphShown += value;
            remove => _reveal.GlyphShown -= value;
        }

        /// <summary>The text has got as far as a tag: [face:shy] changes the face now. Tags after the last character come with the end.</summary>
        public event Action<TextTag>? TagReached
        {
            add => _reveal.TagReached += value;
            remove => _reveal.TagReached -= value;
        }

        /// <summary>A sentence stands there whole, or the page ended within one: the text for a polite live region.</summary>
        public event Action<string>? SentenceShown
        {
            add => _reveal.SentenceShown += value;
            remove => _reveal.SentenceShown -= value;
        }

        /// <summary>The reader went on from the end of the text; <see cref="State"/> is <see cref="RevealState.Idle"/>.</summary>
        public event Action? Finished
        {
            add => _reveal.Finished += value;
            remove => _reveal.Finished -= value;
        }

        /// <summary>Full-width characters of a line, without the reserve.</summary>
        public float Cells => _breaker.Cells;

        /// <summary>Lines of a page.</summary>
        public int Rows { get; private set; }

        /// <summary>Names of the tags that <see cref="TagReached"/> tells of, in lower case. All others vanish from the text unseen.</summary>
        /// <value>Default: face.</value>
        public ISet<string> Tags { get; } = new HashSet<string> { TextTag.Face };

        /// <summary>How fast text appears.</summary>
        public Pacing Pacing { get; }

        /// <summary>Where the box stands with its text.</summary>
        public RevealState State => _reveal.State;

        /// <summary>Whether a text has begun and is not complete: more of it may be appended.</summary>
        public bool IsOpen => _reveal.IsOpen;

        /// <summary>Whether <see cref="Next"/> would do something: the sign to go on (▼) shows.</summary>
        public bool CanGoOn => State == RevealState.PageFull || State == RevealState.Complete;

        /// <summary>The page that is shown, from 0.</summary>
        public int PageIndex => _reveal.PageIndex;

        /// <summary>Lines of the page that is shown; at most <see cref="Rows"/>.</summary>
        public IReadOnlyList<TextLine> Lines => _reveal.Page;

        /// <summary>Changes whenever anything here that can be seen has changed.</summary>
        public int Version => _reveal.Version;

        /// <summary>Changes whenever another page is shown, be it of the same text or of a new one.</summary>
        public int PageVersion => _reveal.PageVersion;

        /// <summary>Pages turn by themselves once they have been shown for a while. Text that stalls is waited for.</summary>
        public bool Auto
        {
            get => _reveal.Auto;
            set => _reveal.Auto = value;
        }

        /// <summary>Text that was read before is rushed through: shown at once, and left at once.</summary>
        /// <remarks>A text that was not read ends it, unless <see cref="Pacing.SkipUnread"/>. Setting it within such a text has no effect.</remarks>
        public bool Skip
        {
            get => _reveal.Skip;
            set => _reveal.Skip = value;
        }

        /// <summary>Clears the box and waits for a text.</summary>
        /// <param name="isRead">The player has read this very text before. Generated text never was.</param>
        public void Begin(bool isRead = false)
        {
            _text.Clear();
            _reader.Clear();
            _reveal.Begin(isRead);
        }

        /// <summary>Adds to the text; a piece may end anywhere, even within a character or a tag.</summary>
        /// <exception cref="InvalidOperationException">No text has begun, or it is already complete.</exception>
        public void Append(string piece)
        {
            EnsureOpen();
            _text.Append(piece);
            foreach (char c in piece)
                _reader.Push(c);
            _reveal.Advance(TimeSpan.Zero);
        }

        /// <summary>The text is whole: what the layout held back is released.</summary>
        /// <exception cref="InvalidOperationException">No text has begun, or it is already complete.</exception>
        public void Complete()
        {
            EnsureOpen();
            _reader.Flush();
            _reveal.Complete();
            _reveal.Advance(TimeSpan.Zero);
        }

        /// <summary>Shows another text from its start, whole: the fallback line of a turn that failed.</summary>
        public void Replace(string text)
        {
            Begin();
            Append(text);
            Complete();
        }

        /// <summary>Lays the text out anew: the player chose another font size. What was shown stays shown, and the reveal goes on from there.</summary>
        /// <param name="cells">As in the constructor. All characters are measured again.</param>
        /// <param name="rows">As in the constructor.</param>
        public void Resize(float cells, int rows)
        {
            EnsureRoom(cells, rows);
            _reader.Clear();
            _breaker.Cells = cells;
            Rows = rows;
            for (int i = 0; i < _text.Length; i++)
                _reader.Push(_text[i]);
            if (!IsOpen)
                _reader.Flush();
            _reveal.Reflow(rows);
        }

        /// <summary>Lets time pass.</summary>
        /// <param name="seconds">Since the last update.</param>
        public void Update(double seconds) => _reveal.Advance(new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond)));

        /// <summary>Shows the page to its end at once; text that has yet to come for it will follow at once too.</summary>
        /// <remarks>Neither turns the page nor cancels anything. Without effect unless text is being revealed or has stalled.</remarks>
        public void HurryUp() => _reveal.HurryUp();

        /// <summary>Turns the page, or leaves the text if this was its last.</summary>
        /// <returns>False if the page is not shown whole yet: nothing happened.</returns>
        public bool Next() => _reveal.Next();

        /// <summary>What a click and Enter do: <see cref="Next"/>, or else <see cref="HurryUp"/>.</summary>
        public void Advance()
        {
            if (!Next())
                HurryUp();
        }

        static void EnsureRoom(float cells, int rows)
        {
            if (!(cells >= 2))
                throw new ArgumentOutOfRangeException(nameof(cells), cells, "A line needs room for two characters.");
            if (rows < 1)
                throw new ArgumentOutOfRangeException(nameof(rows), rows, "A page needs a line.");
        }

        void EnsureOpen()
        {
            if (!IsOpen)
                throw new InvalidOperationException("No text is open: call Begin before the pieces of a text, and Complete once after them.");
        }
    }
}
