namespace Ojousama.Character
{
    /// <summary>One thing in a sheet that has to be mended.</summary>
    public sealed class SheetProblem
    {
        internal SheetProblem(string field, string problem, string remedy)
        {
            Field = field;
            Problem = problem;
            Remedy = remedy;
        }

        /// <summary>The field as code would name it, e.g. <c>facts[3].gate</c>.</summary>
        public string Field { get; }

        /// <summary>What is wrong with it, without a closing full stop.</summary>
        public string Problem { get; }

        /// <summary>How to cure it, in the imperative, without a closing full stop.</summary>
        public string Remedy { get; }

        /// <inheritdoc/>
        public override string ToString() => $"{Field}: {Problem}. {Remedy}.";
    }
}
