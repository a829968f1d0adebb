namespace Ojousama.Story
{
    /// <summary>When an option, a line or a node of a group may come: <c>if $x</c>, <c>once</c>, <c>once if $x</c>.</summary>
    internal sealed class RowCondition
    {
        readonly Formula? _if;

        RowCondition(Formula? @if, bool isOnce, SourcePlace place)
        {
            _if = @if;
            IsOnce = isOnce;
            Place = @if?.Place ?? place;
        }

        public SourcePlace Place { get; }

        public bool IsOnce { get; }

        /// <summary>How much is asked: of what may come, Yarn prefers the most special.</summary>
        public int Complexity => (_if == null ? 0 : 1 + _if.Logic) + (IsOnce ? 1 : 0);

        /// <returns>Null if the text is no condition.</returns>
        public static RowCondition? TryRead(string text, SourcePlace place, ScriptBuilder builder)
        {
            string rest = text.TrimStart();
            bool isOnce = TakeWord(ref rest, "once");
            bool hasIf = TakeWord(ref rest, "if");
            if (!hasIf && rest.StartsWith("if(", System.StringComparison.Ordinal))
                throw place.Right(text.Length - rest.Length).Error("a blank is missing behind “if”", "Write <<if (…)>>");
            if (!hasIf && (!isOnce || rest.Length > 0))
                return null;
            return new RowCondition(hasIf ? builder.Parse(rest, place.Right(text.Length - rest.Length)) : null, isOnce, place);
        }

        /// <summary>A formula alone, as the header when: holds.</summary>
        public static RowCondition Of(string formula, SourcePlace place, ScriptBuilder builder) =>
            new RowCondition(builder.Parse(formula, place), false, place);

        /// <param name="seen">The variable that tells whether it came before.</param>
        public Formula Formula(string seen)
        {
            if (!IsOnce)
                return _if!;
            var isNew = new Formula.Unary(Place, new Formula.Variable(Place, seen), ValueKind.Truth);
            return _if == null ? (Formula)isNew : new Formula.Binary(Place, "&&", isNew, _if);
        }

        static bool TakeWord(ref string text, string word)
        {
            bool isThere = text.StartsWith(word, System.StringComparison.Ordinal) && (text.Length == word.Length || char.IsWhiteSpace(text[word.Length]));
            if (isThere)
                text = text.Substring(word.Length).TrimStart();
            return isThere;
        }
    }
}
