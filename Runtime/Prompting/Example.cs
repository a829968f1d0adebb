using System.Globalization;
using Ojousama.Gguf;

namespace Ojousama.Prompting
{
    /// <summary>What she once answered to a line like this one, as a prompt shows it to the model: a few-shot example. Immutable.</summary>
    public sealed class Example
    {
        /// <summary>The adapter's metadata that says how many examples a turn of its training prompts may hold.</summary>
        internal const string CountKey = "ojousama.prompt.lines";

        const int Most = 8;

        /// <param name="playerLine">What was said to her.</param>
        /// <param name="reply">What she said.</param>
        public Example(string playerLine, string reply)
        {
            PlayerLine = playerLine;
            Reply = reply;
        }

        /// <summary>What was said to her.</summary>
        public string PlayerLine { get; }

        /// <summary>What she said.</summary>
        public string Reply { get; }

        /// <summary>How many examples a turn may hold for an adapter: 0 for one that was trained without any.</summary>
        /// <exception cref="OjousamaException">The file says something else than a small number.</exception>
        internal static int CountFor(GgufFile adapter)
        {
            string text = adapter.Text(CountKey);
            if (text.Length == 0)
                return 0;
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int count) && count >= 0 && count <= Most ? count : throw new OjousamaException(
                $"The adapter {adapter.Path} says “{text}” for {CountKey}", $"Train it anew, or write a number from 0 to {Most} there");
        }
    }
}
