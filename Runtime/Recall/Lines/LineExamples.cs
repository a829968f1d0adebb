using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Prompting;

namespace Ojousama.Recall.Lines
{
    /// <summary>Which remembered lines a prompt shows as examples. Play and the data builder choose by this alike.</summary>
    internal static class LineExamples
    {
        /// <summary>Lines to choose from: some are passed over.</summary>
        public const int Candidates = 8;

        /// <summary>Characters of line and reply together: each costs half a token of every prompt that follows in the conversation.</summary>
        const int Longest = 90;

        /// <summary>Below this likeness two lines have nothing to do with each other.</summary>
        const float Least = 0f;

        /// <param name="lines">Most like first.</param>
        /// <param name="mayShow">Whether a line may be shown at all.</param>
        /// <param name="count">Most examples.</param>
        public static IReadOnlyList<Example> Choose(IEnumerable<RememberedLine> lines, Func<RememberedLine, bool> mayShow, int count) => lines
            .Where(line => line.Score >= Least && line.PlayerLine.Length + line.Reply.Length <= Longest && mayShow(line))
            .Take(count).Select(line => new Example(line.PlayerLine, line.Reply)).ToArray();
    }
}
