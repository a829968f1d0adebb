using System;

namespace Ojousama.Text
{
    /// <summary>Gives short strings that were made before instead of new ones, so that text with markup costs the garbage collector nothing once its tags have been seen.</summary>
    /// <remarks>A string that another has pushed from its place is made anew: the pool never grows, whatever a model invents.</remarks>
    internal sealed class StringPool
    {
        const int Places = 256; // a power of two

        readonly string?[] _strings = new string?[Places];

        public string Get(ReadOnlySpan<char> text)
        {
            if (text.IsEmpty)
                return "";
            uint hash = 2166136261; // FNV-1a
            foreach (char c in text)
                hash = (hash ^ c) * 16777619;
            ref string? place = ref _strings[(hash ^ (hash >> 16)) % Places];
            if (place == null || !text.SequenceEqual(place.AsSpan()))
                place = text.ToString();
            return place;
        }
    }
}
