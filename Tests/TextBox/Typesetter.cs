using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.TextBox;

namespace Ojousama.Tests.TextBox
{
    /// <summary>Lays texts out through the message window and writes the result as the reference does: lines joined by ｜, pages by ‖.</summary>
    internal static class Typesetter
    {
        public static string LayOut(string text, float cells, int rows = 1000) => LayOut(new[] { text }, cells, rows);

        public static string LayOut(IEnumerable<string> pieces, float cells, int rows = 1000)
        {
            var pages = new List<string>();
            var window = new MessageWindow(cells, rows);
            window.Pacing.Instant = true;
            window.Begin();
            foreach (string piece in pieces)
                window.Append(piece);
            window.Complete();
            do
            {
                window.Update(0);
                pages.Add(string.Join("｜", window.Lines.Select(l => l.VisibleText)));
                window.Next();
            }
            while (window.State != RevealState.Idle);
            return string.Join("‖", pages);
        }

        public static IEnumerable<string> Chunks(string text, int size)
        {
            for (int i = 0; i < text.Length; i += size)
                yield return text.Substring(i, Math.Min(size, text.Length - i));
        }

        /// <summary>What the reader sees of the page, rows joined by ｜; rows that are still empty at its end are left out.</summary>
        public static string Shown(this MessageWindow window) => string.Join("｜", window.Lines.Select(l => l.VisibleText)).TrimEnd('｜');
    }
}
