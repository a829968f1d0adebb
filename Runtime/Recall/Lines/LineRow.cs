using Ojousama.Character;

namespace Ojousama.Recall.Lines
{
    /// <summary>A remembered line and what it is found by.</summary>
    internal readonly struct LineRow
    {
        public LineRow(SampleLine line, float[] said, float[] answered)
        {
            Line = line;
            Said = said;
            Answered = answered;
        }

        public SampleLine Line { get; }

        /// <summary>Vector of the player's words, compared with what he says now.</summary>
        public float[] Said { get; }

        /// <summary>Vector of her reply, compared with what he says now as something that it may answer.</summary>
        public float[] Answered { get; }
    }
}
