using System;
using System.Collections;
using System.Collections.Generic;

namespace Ojousama.TextBox
{
    /// <summary>The lines that the reader has seen, oldest first; the oldest make room.</summary>
    public sealed class Backlog : IReadOnlyList<BacklogEntry>
    {
        readonly BacklogEntry[] _entries; // a ring
        int _first;

        /// <param name="capacity">Lines that are kept.</param>
        public Backlog(int capacity = 250)
        {
            if (capacity < 1)
                throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A backlog keeps at least one line.");
            _entries = new BacklogEntry[capacity];
        }

        /// <summary>Lines that are kept now.</summary>
        public int Count { get; private set; }

        /// <summary>Changes with every change of the lines.</summary>
        public int Version { get; private set; }

        /// <summary>A line; 0 is the oldest that is kept.</summary>
        public BacklogEntry this[int index] => index >= 0 && index < Count
            ? _entries[(_first + index) % _entries.Length]
            : throw new ArgumentOutOfRangeException(nameof(index), index, $"The backlog holds {Count} lines.");

        /// <summary>Adds a line that was seen.</summary>
        public void Add(BacklogEntry entry)
        {
            _entries[(_first + Count) % _entries.Length] = entry;
            if (Count < _entries.Length)
                Count++;
            else
                _first = (_first + 1) % _entries.Length;
            Version++;
        }

        /// <summary>Forgets all lines.</summary>
        public void Clear()
        {
            Array.Clear(_entries, 0, _entries.Length);
            _first = Count = 0;
            Version++;
        }

        /// <summary>Searches the speakers and the plain text, from the newest line back.</summary>
        /// <param name="words">What to find. Case, width (Ａ and A, ｱ and ア) and kana (あ and ア) do not matter.</param>
        /// <param name="before">Only lines older than this index; null for all.</param>
        /// <returns>Index of the line; −1 if there is none.</returns>
        public int FindLast(string words, int? before = null)
        {
            string folded = SearchText.Fold(words);
            for (int i = Math.Min(before ?? Count, Count) - 1; i >= 0; i--)
            {
                if (Contains(this[i].PlainText, folded) || Contains(this[i].Speaker, folded))
                    return i;
            }

            return -1;
        }

        /// <inheritdoc/>
        public IEnumerator<BacklogEntry> GetEnumerator()
        {
            for (int i = 0; i < Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        static bool Contains(string text, string folded) => SearchText.Fold(text).IndexOf(folded, StringComparison.Ordinal) >= 0;
    }
}
