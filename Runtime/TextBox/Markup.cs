using System.Collections.Generic;

namespace Ojousama.TextBox
{
    /// <summary>What can be done with marked-up text besides showing it in a <see cref="MessageWindow"/>.</summary>
    public static class Markup
    {
        static readonly HashSet<string> NoTags = new HashSet<string>();

        /// <summary>The characters that a reader would see, line breaks included: no tags, no readings.</summary>
        public static string Strip(string text)
        {
            if (text.IndexOfAny(MarkupReader.Starters) < 0)
                return text;
            var breaker = new LineBreaker(new FixedCellMeasure(), float.MaxValue);
            var reader = new MarkupReader(breaker, NoTags);
            foreach (char c in text)
                reader.Push(c);
            reader.Flush();
            return string.Join("\n", breaker.Lines);
        }
    }
}
