using System.Collections.Generic;

namespace Ojousama.TextBox
{
    /// <summary>Lays whole texts out without showing them.</summary>
    public static class PageLayout
    {
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
