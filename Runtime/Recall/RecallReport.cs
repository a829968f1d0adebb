using System.Collections.Generic;

namespace Ojousama.Recall
{
    /// <summary>Why recall chose what it chose: for authors who wonder.</summary>
    public sealed class RecallReport
    {
        internal RecallReport(string line, float floor, IReadOnlyList<FactScore> scores)
        {
            Line = line;
            Floor = floor;
            Scores = scores;
        }

        /// <summary>The line as it was embedded: kana respelled.</summary>
        public string Line { get; }

        /// <summary>If no open fact scores this much, nothing is recalled; higher for lines that are like small talk.</summary>
        public float Floor { get; }

        /// <summary>Every fact, best first, closed ones included.</summary>
        public IReadOnlyList<FactScore> Scores { get; }
    }

    /// <summary>How one fact scored, and by what.</summary>
    public sealed class FactScore
    {
        internal FactScore(string text, float score, float whole, float nearest, string nearestForm, bool isOpen)
        {
            Text = text;
            Score = score;
            Whole = whole;
            Nearest = nearest;
            NearestForm = nearestForm;
            IsOpen = isOpen;
        }

        /// <summary>The fact.</summary>
        public string Text { get; }

        /// <summary>What it is ranked by: the mean of <see cref="Whole"/> and <see cref="Nearest"/>.</summary>
        public float Score { get; }

        /// <summary>Likeness to the mean of the fact and its question forms.</summary>
        public float Whole { get; }

        /// <summary>Likeness to the nearest of them.</summary>
        public float Nearest { get; }

        /// <summary>Which one that is.</summary>
        public string NearestForm { get; }

        /// <summary>Whether its gate is open in the state that was asked about.</summary>
        public bool IsOpen { get; }
    }
}
