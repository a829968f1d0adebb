using System.Collections.Generic;
using System.Text;

namespace Ojousama.Story
{
    /// <summary>A further value of a tag: <c>one="apple"</c>.</summary>
    internal sealed class MarkupProperty
    {
        public MarkupProperty(string name, LineText value, SourcePlace place)
        {
            Name = name;
            Value = value;
            Place = place;
        }

        public string Name { get; }

        public LineText Value { get; }

        public SourcePlace Place { get; }
    }

    /// <summary>A tag as Yarn or a text box writes it: <c>[name=value key="value" /]</c>, <c>[name:value]</c>, <c>[/name]</c>, <c>[/]</c>.</summary>
    internal sealed class MarkupTag
    {
        /// <summary>Empty for [/].</summary>
        public string Name { get; private set; } = "";

        /// <summary>Its own value; null if it has none.</summary>
        public LineText? Value { get; private set; }

        public List<MarkupProperty> Properties { get; } = new List<MarkupProperty>();

        public bool IsClosing { get; private set; }

        public bool IsSelfClosing { get; private set; }

        public bool IsOpening => !IsClosing && !IsSelfClosing;

        /// <summary>Reads from [ to ].</summary>
        /// <returns>Null if it is no tag; the row then stands where it stood.</returns>
        public static MarkupTag? TryRead(RowCursor row)
        {
            int start = row.At++;
            var tag = new MarkupTag();
            if (tag.ReadInner(row))
                return tag;
            row.At = start;
            return null;
        }

        bool ReadInner(RowCursor row)
        {
            row.SkipBlanks();
            IsClosing = Take(row, '/');
            row.SkipBlanks();
            Name = TakeName(row);
            if (IsClosing)
                return Ends(row);
            if (Name.Length == 0 || char.IsDigit(Name[0]))
                return false;
            if (Take(row, ':') || Take(row, '：'))
                return (Value = TakeBare(row, mayHaveBlanks: true)) != null && Ends(row);
            row.SkipBlanks();
            if (Take(row, '=') && (Value = TakeValue(row)) == null)
                return false;
            while (true)
            {
                row.SkipBlanks();
                if (IsSelfClosing = Take(row, '/'))
                    return Ends(row);
                if (row.Current == ']')
                    return Ends(row);
                SourcePlace place = row.Here;
                string name = TakePropertyName(row);
                row.SkipBlanks();
                if (name.Length == 0 || !Take(row, '=') || !(TakeValue(row) is LineText value))
                    return false;
                Properties.Add(new MarkupProperty(name, value, place));
            }
        }

        static bool Ends(RowCursor row)
        {
            row.SkipBlanks();
            return Take(row, ']');
        }

        static bool Take(RowCursor row, char c)
        {
            if (row.Current != c)
                return false;
            row.At++;
            return true;
        }

        /// <summary>Letters of ASCII only: Japanese in brackets is text.</summary>
        static string TakeName(RowCursor row)
        {
            int start = row.At;
            while (row.Current < '\u0080' && (char.IsLetterOrDigit(row.Current) || row.Current == '_' || row.Current == '-'))
                row.At++;
            return row.Text.Substring(start, row.At - start);
        }

        /// <summary>A value that [select] asks for may be of any script.</summary>
        static string TakePropertyName(RowCursor row)
        {
            int start = row.At;
            while (char.IsLetterOrDigit(row.Current) || row.Current == '_' || row.Current == '-')
                row.At++;
            return row.Text.Substring(start, row.At - start);
        }

        static LineText? TakeValue(RowCursor row)
        {
            row.SkipBlanks();
            return row.Current == '"' ? TakeQuoted(row) : TakeBare(row, mayHaveBlanks: false);
        }

        static LineText? TakeQuoted(RowCursor row)
        {
            var value = new LineText(row.Here);
            var literal = new StringBuilder();
            row.At++;
            while (!row.IsAtEnd && row.Current != '"')
            {
                if (row.Current == '{')
                {
                    value.Take(literal);
                    value.Add(row.ReadFormula());
                    continue;
                }

                bool isEscape = row.Current == '\\' && row.At + 1 < row.Text.Length && row.Text[row.At + 1] != '%'; // that is a format function's to read
                if (isEscape && char.IsLetterOrDigit(row.Text[row.At + 1]))
                    throw row.Here.Error($"“\\{row.Text[row.At + 1]}” means nothing", "Write \\\\ to show a backslash");
                if (isEscape)
                    row.At++;
                literal.Append(isEscape ? ShownBrackets.Show(row.Current) : row.Current);
                row.At++;
            }

            value.Take(literal);
            return Take(row, '"') ? value : null;
        }

        static LineText? TakeBare(RowCursor row, bool mayHaveBlanks)
        {
            var value = new LineText(row.Here);
            var literal = new StringBuilder();
            while (!row.IsAtEnd && row.Current != ']' && row.Current != '[' && (mayHaveBlanks || !(char.IsWhiteSpace(row.Current) || row.Current == '/')))
            {
                if (row.Current == '{')
                {
                    value.Take(literal);
                    value.Add(row.ReadFormula());
                    continue;
                }

                literal.Append(row.Text[row.At++]);
            }

            string rest = mayHaveBlanks ? literal.ToString().Trim() : literal.ToString();
            value.Add(rest);
            return value.IsEmpty ? null : value;
        }
    }
}
