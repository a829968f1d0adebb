using System;
using System.Collections.Generic;

namespace Ojousama.Inference
{
    /// <summary>Ends a text that comes in pieces where one of some strings begins.</summary>
    /// <remarks>A string may be split over pieces: the longest end of the text that could still become one is held back until it is decided.</remarks>
    internal sealed class StopScanner
    {
        readonly IReadOnlyList<string> _stops;
        string _held;

        /// <param name="stops">None of them empty.</param>
        /// <param name="before">Stands for what came before the first piece.</param>
        public StopScanner(IReadOnlyList<string> stops, string before = "")
        {
            _stops = stops;
            _held = before;
        }

        /// <summary>Whether one of the strings has come.</summary>
        public bool IsStopped { get; private set; }

        /// <summary>Takes a piece and gives the text that holds no stop.</summary>
        public string Pass(string piece)
        {
            if (IsStopped)
                return "";
            string text = _held.Length == 0 ? piece : _held + piece;
            int stop = First(text);
            IsStopped = stop >= 0;
            int safe = IsStopped ? stop : text.Length - UndecidedTail(text);
            _held = IsStopped || safe == text.Length ? "" : text.Substring(safe);
            return safe == text.Length ? text : text.Substring(0, safe);
        }

        /// <summary>The text has ended: what was held back belongs to it.</summary>
        public string Flush()
        {
            string rest = _held;
            _held = "";
            return rest;
        }

        int First(string text)
        {
            int first = -1;
            for (int i = 0; i < _stops.Count; i++)
            {
                int at = text.IndexOf(_stops[i], StringComparison.Ordinal);
                if (at >= 0 && (first < 0 || at < first))
                    first = at;
            }

            return first;
        }

        int UndecidedTail(string text)
        {
            int longest = 0;
            for (int i = 0; i < _stops.Count; i++)
            {
                string stop = _stops[i];
                for (int n = Math.Min(stop.Length - 1, text.Length); n > longest; n--)
                {
                    if (string.CompareOrdinal(text, text.Length - n, stop, 0, n) == 0)
                        longest = n;
                }
            }

            return longest;
        }
    }
}
