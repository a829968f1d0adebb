using System.Collections.Generic;
using System.Text;

namespace Ojousama.Story
{
    /// <summary>Splits a command into words as Yarn does.</summary>
    internal static class CommandWords
    {
        /// <summary>Blanks separate, quotation marks hold together; within them \" and \\ are one sign, and any other backslash is one of the text.</summary>
        public static IReadOnlyList<string> Split(string command)
        {
            var words = new List<string>();
            var word = new StringBuilder();
            bool isQuoted = false, hasWord = false;
            for (int i = 0; i < command.Length; i++)
            {
                char c = command[i];
                if (c == '\\' && isQuoted && i + 1 < command.Length && (command[i + 1] == '"' || command[i + 1] == '\\'))
                    word.Append(command[++i]);
                else if (c == '"')
                    (isQuoted, hasWord) = (!isQuoted, true);
                else if (isQuoted || !char.IsWhiteSpace(c))
                    (_, hasWord) = (word.Append(c), true);
                else
                    Flush();
            }

            Flush();
            return words;

            void Flush()
            {
                if (hasWord)
                    words.Add(word.ToString());
                word.Clear();
                hasWord = false;
            }
        }
    }
}
