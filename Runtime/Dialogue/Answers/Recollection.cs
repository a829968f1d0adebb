using System;
using Ojousama.Recall.Stock;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>What a line asks of what was said before, by its form and, where a voice has stock replies, by what these tell of its act. Immutable.</summary>
    /// <remarks>Expressions know the usual forms for certain, the classifier many others: of 30 that asked for what the player told, by another writer, the forms knew 14, the classifier 25, either 26 (Documentation~/quality.md).</remarks>
    internal readonly struct Recollection
    {
        const string Told = "ask-told", Again = "ask-again"; // acts

        /// <summary>From these probabilities on; they were chosen on the development questions, and among 1,900 lines of talks five more than the forms know pass them.</summary>
        const float LikelyTold = 0.3f, LikelyEither = 0.4f;

        Recollection(string line, float told, float again)
        {
            OfPlayer = LineCues.AsksAboutPlayer(line) || told >= LikelyTold;
            IsAsked = LineCues.AsksAgain(line) || told + again >= LikelyEither;
            IsOfLast = IsAsked && !OfPlayer && LineCues.NamesNothing(line);
            IsQuiz = IsOfLast || LineCues.Quizzes(line) || told + again >= LikelyEither;
        }

        /// <summary>It asks for something that the player himself told.</summary>
        public bool OfPlayer { get; }

        /// <summary>It asks for something that one of the two said earlier.</summary>
        public bool IsAsked { get; }

        /// <summary>It names nothing, so that only what was told last can be meant.</summary>
        public bool IsOfLast { get; }

        /// <summary>It asks whether she listened, rather than what she thinks of it.</summary>
        public bool IsQuiz { get; }

        /// <param name="line">The player's words.</param>
        /// <param name="acts">What it may be meant to do; null to go by the form alone.</param>
        public static Recollection Of(string line, ActGuess? acts) => new Recollection(line, acts?.Of(Told) ?? 0, acts?.Of(Again) ?? 0);
    }
}
