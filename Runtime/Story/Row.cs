using System;

namespace Ojousama.Story
{
    /// <summary>One row of a script that holds something.</summary>
    internal sealed class Row
    {
        readonly int _argumentsStart;

        public Row(string text, int indentation, bool isBehindBlank, SourcePlace place)
        {
            Text = text;
            Indentation = indentation;
            IsBehindBlank = isBehindBlank;
            Place = place;
            if (!text.StartsWith("<<", StringComparison.Ordinal))
                return;
            int start = 2;
            while (start < text.Length && char.IsWhiteSpace(text[start]))
                start++;
            int end = start;
            while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '>')
                end++;
            Command = text.Substring(start, end - start);
            _argumentsStart = end;
        }

        /// <summary>Without blanks and comment.</summary>
        public string Text { get; }

        /// <summary>Blanks before it; a tab counts as eight.</summary>
        public int Indentation { get; }

        /// <summary>Whether the row before it is blank, which ends a group of options.</summary>
        public bool IsBehindBlank { get; }

        public SourcePlace Place { get; }

        /// <summary>The first word after &lt;&lt;; empty if the row is no command.</summary>
        public string Command { get; } = "";

        /// <summary>All between the command's first word and &gt;&gt;.</summary>
        public (string Text, SourcePlace Place) Arguments()
        {
            int end = RowScanner.EndOf(Text, ">>", _argumentsStart);
            if (end < _argumentsStart)
                throw Place.Error("a command is not closed", "Add >> at its end");
            string behind = Text.Substring(end + 2).Trim();
            if (behind.Length > 0 && behind[0] != '#')
                throw Place.Right(end + 2).Error($"“{behind}” stands behind a command", "Give it a row of its own");
            int start = _argumentsStart;
            while (start < end && char.IsWhiteSpace(Text[start]))
                start++;
            return (Text.Substring(start, end - start).TrimEnd(), Place.Right(start));
        }

        /// <summary>Refuses all between the command's word and &gt;&gt;.</summary>
        /// <param name="remedy">What may have been meant.</param>
        public void RefuseArguments(string remedy)
        {
            (string text, SourcePlace place) = Arguments();
            if (text.Length > 0)
                throw place.Error($"“{text}” does not belong to <<{Command}>>", remedy);
        }

        /// <summary>The whole command, without &lt;&lt; and &gt;&gt;.</summary>
        public (string Text, SourcePlace Place) WholeCommand()
        {
            (string arguments, _) = Arguments();
            return ((Command + " " + arguments).TrimEnd(), Place.Right(_argumentsStart - Command.Length));
        }
    }
}
