using Ojousama.Text;

namespace Ojousama.TextBox
{
    /// <summary>A line that the reader has seen.</summary>
    public readonly struct BacklogEntry
    {
        /// <param name="speaker">Name on the plate; empty for the narrator.</param>
        /// <param name="text">The line, with its markup.</param>
        /// <param name="position">Where the transcript stands at this line.</param>
        public BacklogEntry(string speaker, string text, int position)
        {
            Speaker = speaker;
            Text = text;
            Position = position;
        }

        /// <summary>What a player typed, which is no markup: a score of [3:0] stands there in full-width brackets rather than vanish as a tag.</summary>
        internal static BacklogEntry OfPlayer(string player, string words, int position) =>
            new BacklogEntry(player, words.Replace('[', '［').Replace(']', '］'), position);

        /// <summary>Name on the plate; empty for the narrator.</summary>
        public string Speaker { get; }

        /// <summary>The line, with its markup: a view that shows readings lays it out again, others take <see cref="PlainText"/>.</summary>
        public string Text { get; }

        /// <summary>Where the transcript stands at this line: what a jump back goes to.</summary>
        public int Position { get; }

        /// <summary>The line as one reads it, without markup. Worked out at every call.</summary>
        public string PlainText => Markup.Strip(Text);
    }
}
