namespace Ojousama.Story
{
    /// <summary>A place in a row that is read from left to right.</summary>
    internal sealed class RowCursor
    {
        readonly SourcePlace _start;
        readonly ScriptBuilder _builder;

        /// <param name="text">Without indentation and comment.</param>
        /// <param name="start">Where it stands.</param>
        /// <param name="builder">Reads the formulae.</param>
        public RowCursor(string text, SourcePlace start, ScriptBuilder builder)
        {
            Text = text;
            _start = start;
            _builder = builder;
        }

        public string Text { get; }

        public int At { get; set; }

        public bool IsAtEnd => At >= Text.Length;

        /// <summary>NUL at the end.</summary>
        public char Current => IsAtEnd ? '\0' : Text[At];

        public SourcePlace Here => Place(At);

        public SourcePlace Place(int at) => _start.Right(at);

        public bool Is(string sign) => RowScanner.Is(Text, At, sign);

        public void SkipBlanks()
        {
            while (!IsAtEnd && char.IsWhiteSpace(Text[At]))
                At++;
        }

        /// <summary>From { to }.</summary>
        public Formula ReadFormula()
        {
            int end = RowScanner.EndOf(Text, "}", At + 1);
            if (end < 0)
                throw Here.Error("a formula is not closed", "Add } at its end, or write \\{ to show a bracket");
            Formula formula = _builder.Parse(Text.Substring(At + 1, end - At - 1), Place(At + 1));
            At = end + 1;
            return formula;
        }

        /// <summary>From &lt;&lt; to >>: if …, once, or once if ….</summary>
        public RowCondition ReadCondition()
        {
            int end = RowScanner.EndOf(Text, ">>", At);
            if (end < 0)
                throw Here.Error("a command is not closed", "Add >> at its end");
            RowCondition condition = RowCondition.TryRead(Text.Substring(At + 2, end - At - 2), Place(At + 2), _builder)
                ?? throw Here.Error("a command stands within a line", "Give it a row of its own; only <<if …>> and <<once>> may stand at the end of a row");
            At = end + 2;
            return condition;
        }

        public void Warn(SourcePlace place, string problem, string remedy) => _builder.Warn(place, problem, remedy);
    }
}
