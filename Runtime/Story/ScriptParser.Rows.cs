using System;
using System.Linq;

namespace Ojousama.Story
{
    /// <summary>What a row is before it is read: how far right it stands, and what of it counts.</summary>
    internal sealed partial class ScriptParser
    {
        const int TabWidth = 8; // as in Yarn

        static readonly char[] s_controls = Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c != '\t').ToArray();

        /// <summary>Nobody sees them, so that before a sign or behind it they are no part of the words.</summary>
        static readonly char[] s_invisible = { '\u200B', '\u200C', '\u200E', '\u200F', '\u2060', '\uFEFF' };

        static readonly char[] s_beforeWords = s_invisible.Concat(new[] { ' ', '\t' }).ToArray();

        static readonly string[] s_signs = { Option, GroupedLine, "<<", "===", "---" };

        bool AddRow(string raw, int line, bool isBehindBlank)
        {
            int comment = RowScanner.CommentStart(raw);
            string row = TrimEnd(comment < 0 ? raw : raw.Substring(0, comment));
            string text = row.TrimStart(s_beforeWords);
            if (string.IsNullOrWhiteSpace(text))
                return false;
            int before = row.Length - text.Length, control = text.IndexOfAny(s_controls);
            if (control >= 0)
                throw new SourcePlace(_file, line, before + control + 1).Error(
                    $"a control character stands here (U+{(int)text[control]:X4})", "Remove it, and save the file as UTF-8");
            int blanks = row.Take(before).Count(c => c == ' '), tabs = row.Take(before).Count(c => c == '\t');
            var read = new Row(text, blanks + (tabs * TabWidth), isBehindBlank, new SourcePlace(_file, line, before + 1));
            if (blanks > 0 && tabs > 0)
                _builder.Warn(read.Place, "the indentation mixes blanks and tabs", "Take blanks alone; a tab counts as eight");
            if (char.IsWhiteSpace(text[0]))
                TellWideBlank(read);
            _rows.Add(read);
            return true;
        }

        /// <summary>Only blanks and tabs indent; a full-width blank begins a paragraph, and is shown.</summary>
        void TellWideBlank(Row row)
        {
            string words = row.Text.TrimStart();
            string? sign = Array.Find(s_signs, s => words.StartsWith(s, StringComparison.Ordinal));
            if (sign != null)
                throw row.Place.Error($"a full-width blank stands before {sign}", "Indent with half-width blanks or tabs");
            if (_rows.Count == 0)
                return;
            Row above = _rows[_rows.Count - 1];
            bool isUnderArrow = above.Text.StartsWith(Option, StringComparison.Ordinal) || above.Text.StartsWith(GroupedLine, StringComparison.Ordinal);
            if (isUnderArrow && row.Indentation <= above.Indentation)
                _builder.Warn(row.Place, $"a full-width blank does not indent, so that this row does not belong to the {above.Text.Substring(0, 2)} above", "Indent it with half-width blanks, or leave a blank row between them");
        }

        static string TrimEnd(string row)
        {
            int end = row.Length;
            while (end > 0 && (char.IsWhiteSpace(row[end - 1]) || Array.IndexOf(s_invisible, row[end - 1]) >= 0))
                end--;
            return row.Substring(0, end);
        }
    }
}
