using System;
using System.Collections.Generic;

namespace Ojousama.Text
{
    /// <summary>What a voice, and what a line is meant to do, are told by: every short run of characters of a text, hashed into a table of fixed size.</summary>
    /// <remarks>
    /// Trainer and game count by this one function, so that weights mean the same to both. Changing it needs new versions of the files that hold such weights.
    /// </remarks>
    internal static class CharacterNgrams
    {
        const char Begin = '\u0002', End = '\u0003'; // so that how a text begins and ends counts by itself

        /// <summary>Counts the runs of a text.</summary>
        /// <param name="text">Without markup.</param>
        /// <param name="longest">Runs of one character up to so many.</param>
        /// <param name="buckets">Size of the table; a power of two.</param>
        /// <param name="counts">Emptied, then how often each bucket was hit.</param>
        /// <returns>The length of the vector of counts, by which its values are to be divided; 0 for an empty text.</returns>
        public static float Count(string text, int longest, int buckets, Dictionary<int, int> counts)
        {
            counts.Clear();
            if (text.Length == 0)
                return 0f;
            string marked = Begin + text + End;
            for (int begin = 0; begin < marked.Length; begin++)
            {
                uint hash = 2166136261; // FNV-1a (Fowler, Noll, Vo) over UTF-16 code units
                for (int length = 1; length <= longest && begin + length <= marked.Length; length++)
                {
                    hash = unchecked((hash ^ marked[begin + length - 1]) * 16777619);
                    // The low bits of FNV alone mix badly, and a run's length has to tell too.
                    int bucket = (int)(Mixed(hash + (uint)length) & (uint)(buckets - 1));
                    counts.TryGetValue(bucket, out int count);
                    counts[bucket] = count + 1;
                }
            }

            long squares = 0;
            foreach (int count in counts.Values)
                squares += (long)count * count;
            return MathF.Sqrt(squares);
        }

        static uint Mixed(uint hash)
        {
            hash ^= hash >> 16;
            hash = unchecked(hash * 0x7FEB352D);
            return hash ^ (hash >> 15);
        }
    }
}
