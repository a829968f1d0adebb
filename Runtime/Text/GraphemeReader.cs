using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Ojousama.Text
{
    /// <summary>Cuts a stream of UTF-16 into grapheme clusters, wherever the stream itself was cut.</summary>
    /// <remarks>
    /// Unity's StringInfo knows no emoji sequences, so the rules of UAX #29 stand here, less those for what no game in
    /// Japanese shows (Indic conjuncts, prepended marks, conjoining jamo). Surrogates without a partner are dropped.
    /// </remarks>
    internal sealed class GraphemeReader
    {
        const int ZeroWidthJoiner = 0x200D;
        const int LongestPooled = 32; // code units

        readonly StringBuilder _cluster = new StringBuilder();
        readonly Dictionary<char, string> _singles = new Dictionary<char, string>(); // so that a known character costs no allocation
        readonly StringPool _strings;
        char _high;      // a high surrogate that waits for its partner, or 0
        int _previous;   // last code point of the cluster
        bool _isPicture; // the cluster began with a pictograph
        int _regionals;  // regional indicators in the cluster

        /// <param name="strings">Keeps the clusters of several code units.</param>
        public GraphemeReader(StringPool strings) => _strings = strings;

        /// <summary>Takes the next code unit.</summary>
        /// <returns>The cluster that ended before it, or null.</returns>
        public string? Push(char c)
        {
            char high = _high;
            _high = char.IsHighSurrogate(c) ? c : '\0';
            if (_high != 0 || (high == 0 && char.IsLowSurrogate(c)))
                return null;

            bool isPair = char.IsLowSurrogate(c);
            int code = isPair ? char.ConvertToUtf32(high, c) : c;
            string? ended = _cluster.Length > 0 && !Joins(code) ? Flush() : null;
            if (_cluster.Length == 0)
            {
                _isPicture = IsPicture(code);
                _regionals = 0;
            }

            if (isPair)
                _cluster.Append(high);
            _cluster.Append(c);
            _regionals += IsRegional(code) ? 1 : 0;
            _previous = code;
            return ended;
        }

        /// <summary>Gives the cluster so far: the text ends here, or something else stands between. Null if there is none.</summary>
        public string? Flush()
        {
            if (_cluster.Length == 0)
                return null;
            string? cluster;
            if (_cluster.Length > 1)
                cluster = Pooled();
            else if (!_singles.TryGetValue(_cluster[0], out cluster))
                _singles[_cluster[0]] = cluster = _cluster.ToString();
            _cluster.Clear();
            return cluster;
        }

        string Pooled()
        {
            // What is longer than any cluster that a pool will see again: text with marks stacked on end.
            if (_cluster.Length > LongestPooled)
                return _cluster.ToString();
            Span<char> cluster = stackalloc char[_cluster.Length];
            _cluster.CopyTo(0, cluster, cluster.Length);
            return _strings.Get(cluster);
        }

        /// <summary>Forgets the cluster so far.</summary>
        public void Clear()
        {
            _cluster.Clear();
            _high = '\0';
        }

        bool Joins(int code)
        {
            if (_previous == '\r')
                return code == '\n';
            if (IsControl(_previous) || IsControl(code))
                return false;
            return IsExtend(code) ||
                (_previous == ZeroWidthJoiner && _isPicture && IsPicture(code)) ||
                (_regionals % 2 == 1 && IsRegional(_previous) && IsRegional(code));
        }

        static bool IsControl(int code) => code < ' ' || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029;

        static bool IsExtend(int code)
        {
            if (code > 0xFFFF)
                return (code >= 0x1F3FB && code <= 0x1F3FF) || // skin tones
                    (code >= 0xE0020 && code <= 0xE007F) || // tags of subdivision flags
                    (code >= 0xE0100 && code <= 0xE01EF); // kanji variants
            if (code == ZeroWidthJoiner || code == 0x200C || code == 0xFF9E || code == 0xFF9F) // the last two: half-width ﾞ and ﾟ
                return true;
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory((char)code);
            return category == UnicodeCategory.NonSpacingMark || category == UnicodeCategory.EnclosingMark ||
                category == UnicodeCategory.SpacingCombiningMark;
        }

        static bool IsRegional(int code) => code >= 0x1F1E6 && code <= 0x1F1FF;

        /// <summary>A little more than Extended_Pictographic: it is asked only on both sides of a joiner.</summary>
        static bool IsPicture(int code) =>
            code == 0xA9 || code == 0xAE || code == 0x203C || code == 0x2049 || (code >= 0x2122 && code <= 0x2BFF) ||
            code == 0x3030 || code == 0x303D || code == 0x3297 || code == 0x3299 || (code >= 0x1F000 && code <= 0x1FFFD && !IsRegional(code));
    }
}
