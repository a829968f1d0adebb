namespace Ojousama.TextBox
{
    /// <summary>Tells whether a straight quotation mark opens or closes: nothing but the marks before it says so.</summary>
    internal sealed class StraightQuotes
    {
        const string Marks = "\"＂'＇";

        int _open; // bits, by index in Marks
        char _last;

        /// <summary>Whether a character is one of these marks.</summary>
        public static bool Contains(char c) => Marks.IndexOf(c) >= 0;

        /// <summary>Takes the next cluster of the text.</summary>
        /// <returns>Its class. A mark in a word (don't) or behind a number (5") keeps its own.</returns>
        public CharacterClass ClassOf(string cluster)
        {
            char last = _last;
            _last = cluster[0];
            CharacterClass own = CharacterClasses.Of(cluster);
            if (own == CharacterClass.LineBreak)
                Clear(); // a quotation seldom outlasts a line, and a mark left open would turn all others round
            int mark = Marks.IndexOf(cluster[0]);
            if (mark < 0)
                return own;
            int bit = 1 << mark;
            bool isOpen = (_open & bit) != 0;
            if (!isOpen && (char.IsDigit(last) || (mark >= 2 && CharacterClasses.Of(last) == CharacterClass.Word)))
                return own;
            _open ^= bit;
            return isOpen ? CharacterClass.Closing : CharacterClass.Opening;
        }

        /// <summary>Begins a new text.</summary>
        public void Clear()
        {
            _open = 0;
            _last = '\0';
        }
    }
}
