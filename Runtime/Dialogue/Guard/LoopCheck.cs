namespace Ojousama.Dialogue.Guard
{
    /// <summary>Finds text that repeats itself at its end, as small models do when they lose the thread.</summary>
    internal static class LoopCheck
    {
        const int LongestPeriod = 24; // characters
        const int Times = 3; // that a phrase may not be said in a row
        const int ShortestLoop = 12; // characters of all repetitions: はいはいはい is no loop
        const int LongestRun = 8; // of one character: ああああああ is none either

        /// <summary>Whether the text ends in a phrase that is said over and over.</summary>
        public static bool Loops(string text)
        {
            for (int period = 1; period <= LongestPeriod && period < text.Length; period++)
            {
                int repeated = period;
                while (repeated < text.Length && text[text.Length - 1 - repeated] == text[text.Length - 1 - repeated + period])
                    repeated++;
                bool isLoop = period == 1 ? repeated > LongestRun : repeated >= Times * period && repeated >= ShortestLoop;
                if (isLoop)
                    return true;
            }

            return false;
        }
    }
}
