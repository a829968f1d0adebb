using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Text;

namespace Ojousama.TextBox
{
    /// <summary>Shows laid-out lines glyph by glyph and page by page. It counts only the time it is given.</summary>
    internal sealed class Reveal
    {
        readonly IReadOnlyList<TextLine> _lines;
        readonly Queue<(int Glyph, TextTag Tag)> _tags;
        readonly Pacing _pacing;
        readonly List<TextLine> _page = new List<TextLine>();
        readonly StringBuilder _sentence = new StringBuilder(); // what is shown of it
        int _rows;
        int _shown;        // glyphs, on all pages
        int _row;          // of the page: all rows before it are shown whole
        Glyph? _previous;  // shown last on this page
        TimeSpan _elapsed; // since then; on a page that is shown whole, since that
        bool _isStarved;   // the last look found nothing to show
        bool _isHurried;
        bool _isRead;

        /// <param name="lines">Grows while it is shown.</param>
        /// <param name="tags">Tags to come, each with the number of the glyph before which it stands.</param>
        /// <param name="rows">Lines of a page.</param>
        /// <param name="pacing">Read at every step.</param>
        public Reveal(IReadOnlyList<TextLine> lines, Queue<(int Glyph, TextTag Tag)> tags, int rows, Pacing pacing)
        {
            _lines = lines;
            _tags = tags;
            _rows = rows;
            _pacing = pacing;
        }

        public RevealState State { get; private set; }

        /// <summary>Whether a text has begun and more of it may come.</summary>
        public bool IsOpen { get; private set; }

        public int PageIndex { get; private set; }

        /// <summary>Lines of the page that is shown.</summary>
        public IReadOnlyList<TextLine> Page => _page;

        /// <summary>Changes whenever something that a reader could see has changed.</summary>
        public int Version { get; private set; }

        public int PageVersion { get; private set; }

        public bool Auto { get; set; }

        public bool Skip { get; set; }

        /// <summary>A glyph appeared in its turn; not called for those that appear at once.</summary>
        public Action<Glyph>? GlyphShown { get; set; }

        public Action<TextTag>? TagReached { get; set; }

        public Action<string>? SentenceShown { get; set; }

        public Action? Finished { get; set; }

        bool IsSkipping => Skip && (_isRead || _pacing.SkipUnread);

        /// <summary>Starts on an empty first page.</summary>
        /// <param name="isRead">The reader knows the text: it may be skipped. Other text ends skipping.</param>
        public void Begin(bool isRead)
        {
            _isRead = isRead;
            Skip = IsSkipping;
            IsOpen = true;
            _shown = 0;
            _sentence.Clear();
            State = RevealState.Waiting;
            OpenPage(0);
        }

        /// <summary>No more lines come.</summary>
        public void Complete() => IsOpen = false;

        /// <summary>Shows what is due.</summary>
        public void Advance(TimeSpan delta)
        {
            if (State == RevealState.Idle)
                return;
            TakeNewLines();
            if (State != RevealState.Waiting || TryPeek(out _))
                _elapsed += delta;
            bool isInTurn = !_isHurried && !_pacing.Instant && !IsSkipping;
            while (TryPeek(out Glyph next))
            {
                TimeSpan delay = isInTurn ? DelayBefore(next) : TimeSpan.Zero;
                if (_isStarved && _elapsed > delay)
                    _elapsed = delay; // a stall is not made up for by a burst
                _isStarved = false;
                if (_elapsed < delay)
                    break;
                _elapsed -= delay;
                Show(next, isInTurn);
            }

            UpdateState();
            bool isShown = State == RevealState.PageFull || State == RevealState.Complete;
            bool timePasses = delta > TimeSpan.Zero; // or else text could be left within the very call that began it
            if (isShown && timePasses && (Auto || IsSkipping) && _elapsed >= (IsSkipping ? _pacing.SkipPage : AutoDelay()))
                Next();
        }

        /// <summary>The lines were laid out anew: shows as much of them as before, on the page where that ends.</summary>
        public void Reflow(int rows)
        {
            while (_tags.Count > 0 && (_tags.Peek().Glyph < _shown || State == RevealState.Complete || State == RevealState.Idle))
                _tags.Dequeue(); // these were reached
            _rows = rows;
            int last = 0, left = _shown;
            for (int i = 0; i < _lines.Count && left > 0; i++)
            {
                _lines[last = i].VisibleCount = Math.Min(left, _lines[i].Count);
                left -= _lines[i].VisibleCount;
            }

            _shown -= left; // in other lines, a word that was shown may be held back until its end is known
            (Glyph? previous, TimeSpan elapsed, bool isStarved, bool isHurried) = (_previous, _elapsed, _isStarved, _isHurried);
            OpenPage(last / rows);
            (_previous, _elapsed, _isStarved, _isHurried) = (previous, elapsed, isStarved, isHurried);
            Advance(TimeSpan.Zero);
        }

        /// <summary>Completes the page, also with text that has yet to come.</summary>
        public void HurryUp()
        {
            if (State != RevealState.Revealing && State != RevealState.Starved)
                return;
            _isHurried = true;
            Advance(TimeSpan.Zero);
        }

        /// <summary>Turns the page, or leaves the finished text. False in any other state.</summary>
        public bool Next()
        {
            if (State == RevealState.PageFull)
            {
                OpenPage(PageIndex + 1);
                Advance(TimeSpan.Zero);
                return true;
            }

            if (State != RevealState.Complete)
                return false;
            SetState(RevealState.Idle);
            Finished?.Invoke();
            return true;
        }

        void OpenPage(int index)
        {
            PageIndex = index;
            PageVersion++;
            Version++;
            _page.Clear();
            _row = 0;
            _previous = null;
            _elapsed = TimeSpan.Zero;
            _isStarved = _isHurried = false;
            TakeNewLines();
        }

        void TakeNewLines()
        {
            int first = PageIndex * _rows;
            while (_page.Count < _rows && first + _page.Count < _lines.Count)
                _page.Add(_lines[first + _page.Count]);
        }

        /// <summary>The next glyph of this page, if it is laid out.</summary>
        bool TryPeek(out Glyph next)
        {
            for (; _row < _page.Count; _row++)
            {
                TextLine line = _page[_row];
                if (line.VisibleCount < line.Count)
                {
                    next = line[line.VisibleCount];
                    return true;
                }

                if (_row == _page.Count - 1)
                    break; // it may grow
            }

            next = default;
            return false;
        }

        TimeSpan DelayBefore(in Glyph next)
        {
            TimeSpan delay = _pacing.Character;
            if (_previous is Glyph last && last.Class == CharacterClass.Comma && next.Class != CharacterClass.Word)
                delay += _pacing.CommaPause;
            else if (_previous is Glyph mark && mark.Class == CharacterClass.Stop && EndsRun(mark, next) && next.Class != CharacterClass.Closing)
                delay += _pacing.StopPause;
            return new TimeSpan((long)(delay.Ticks / _pacing.Speed));
        }

        /// <summary>Whether a closing mark is the last of its run; the point in 3.14 is none.</summary>
        static bool EndsRun(in Glyph mark, in Glyph next) =>
            next.Class != CharacterClass.Stop && !((next.Class == CharacterClass.Word || next.Class == CharacterClass.Joiner) && mark.Text[0] < '\u0080');

        void Show(in Glyph glyph, bool isInTurn)
        {
            int page = PageVersion;
            if (_previous is Glyph last && EndsSentence(last, glyph))
                EndSentence();
            ReachTags(_shown);
            if (page != PageVersion)
                return; // a handler began another text
            _page[_row].VisibleCount++;
            _shown++;
            _previous = glyph;
            _sentence.Append(glyph.Text);
            Version++;
            if (isInTurn)
                GlyphShown?.Invoke(glyph);
            else
                _elapsed = TimeSpan.Zero;
        }

        void ReachTags(int glyph)
        {
            int page = PageVersion;
            while (page == PageVersion && _tags.Count > 0 && _tags.Peek().Glyph <= glyph)
            {
                TextTag tag = _tags.Dequeue().Tag;
                TagReached?.Invoke(tag);
            }
        }

        bool EndsSentence(in Glyph last, in Glyph next)
        {
            if (_page[_row].VisibleCount == 0 && _row > 0 && _page[_row - 1].EndsWithBreak)
                return true;
            if (next.Class == CharacterClass.Closing)
                return false;
            return last.Class == CharacterClass.Stop ? EndsRun(last, next) : last.Class == CharacterClass.Closing && ClosesMarkedSentence();
        }

        /// <summary>Whether what is shown ends in a closing mark and brackets after it.</summary>
        bool ClosesMarkedSentence()
        {
            for (int i = _sentence.Length - 1; i >= 0; i--)
            {
                CharacterClass c = CharacterClasses.Of(_sentence[i]);
                if (c != CharacterClass.Closing && !StraightQuotes.Contains(_sentence[i]))
                    return c == CharacterClass.Stop;
            }

            return false;
        }

        void EndSentence()
        {
            string sentence = SentenceShown == null ? "" : _sentence.ToString().Trim();
            _sentence.Clear();
            if (sentence.Length > 0)
                SentenceShown!(sentence);
        }

        /// <summary>Finds the state that follows from what is shown. A page's end ends a sentence for those who listen.</summary>
        void UpdateState()
        {
            bool isWaiting = _lines.Count == 0 && IsOpen;
            if (TryPeek(out _))
                SetState(RevealState.Revealing);
            else if (_lines.Count > (PageIndex + 1) * _rows)
                SetState(RevealState.PageFull);
            else if (!IsOpen)
                SetState(RevealState.Complete);
            else
                SetState(isWaiting ? RevealState.Waiting : RevealState.Starved);
            _isStarved = State == RevealState.Starved;
        }

        void SetState(RevealState state)
        {
            if (State == state)
                return;
            State = state;
            Version++;
            if (state != RevealState.PageFull && state != RevealState.Complete)
                return;
            if (_isStarved)
                _elapsed = TimeSpan.Zero; // auto mode counts from here, not from the stall
            EndSentence();
            if (state == RevealState.Complete && State == state)
                ReachTags(int.MaxValue);
        }

        /// <summary>How long auto mode leaves a page that is shown whole.</summary>
        TimeSpan AutoDelay()
        {
            int characters = 0;
            for (int i = 0; i < _page.Count; i++)
                characters += _page[i].Count;
            return _pacing.AutoPage + new TimeSpan(_pacing.AutoCharacter.Ticks * characters);
        }
    }
}
