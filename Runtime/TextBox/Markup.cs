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

        /// <summary>Lays a whole text out as a text box of this size would show it.</summary>
        /// <param name="text">With its markup, whose tags and readings are left out.</param>
        /// <param name="cells">Full-width characters of a line; at least 2.</param>
        /// <param name="rows">Lines of a page; at least 1.</param>
        /// <returns>The pages, each with its lines.</returns>
        public static IReadOnlyList<IReadOnlyList<string>> LayOut(string text, float cells = 25, int rows = 3)
        {
            var window = new MessageWindow(cells, rows, pacing: new Pacing { Instant = true });
            var pages = new List<IReadOnlyList<string>>();
            window.Replace(text);
            do
            {
                var page = new List<string>();
                for (int i = 0; i < window.Lines.Count; i++)
                    page.Add(window.Lines[i].VisibleText);
                pages.Add(page);
                window.Next();
            }
            while (window.State != RevealState.Idle);
            return pages;
        }
    }
}
