using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>The text of a line, an option, a command or a tag, with the formulae in it.</summary>
    internal sealed class LineText
    {
        readonly List<(string Text, Formula? Formula, bool IsPlain)> _parts = new List<(string, Formula?, bool)>();

        public LineText(SourcePlace place) => Place = place;

        public SourcePlace Place { get; }

        public bool IsEmpty => _parts.Count == 0;

        /// <summary>What it always says; null if that hangs on formulae.</summary>
        public string? Constant => _parts.Count == 0 ? "" : _parts.Count == 1 && _parts[0].Formula == null ? _parts[0].Text : null;

        /// <summary>The formula that is all of it; null if there is more, or none.</summary>
        public Formula? Single => _parts.Count == 1 ? _parts[0].Formula : null;

        public void Add(string text)
        {
            if (text.Length > 0)
                _parts.Add((text, null, false));
        }

        /// <param name="formula">Gives words, or a part of them.</param>
        /// <param name="isPlain">Whether no markup counts in what it gives.</param>
        public void Add(Formula formula, bool isPlain = false) => _parts.Add(("", formula, isPlain));

        public void Add(LineText text) => _parts.AddRange(text._parts);

        /// <summary>Adds what was collected, and empties it.</summary>
        public void Take(StringBuilder literal)
        {
            Add(literal.ToString());
            literal.Clear();
        }

        /// <summary>The same with a value in the place of each %, but not of \%.</summary>
        public LineText WithValue(LineText value)
        {
            var made = new LineText(Place);
            var literal = new StringBuilder();
            foreach (var (text, formula, isPlain) in _parts)
            {
                for (int i = 0; i < text.Length; i++)
                {
                    bool isEscaped = text[i] == '\\' && i + 1 < text.Length && text[i + 1] == '%';
                    if (text[i] != '%')
                    {
                        literal.Append(text[isEscaped ? ++i : i]);
                        continue;
                    }

                    made.Take(literal);
                    made.Add(value);
                }

                made.Take(literal);
                if (formula != null)
                    made.Add(formula, isPlain);
            }

            return made;
        }

        public void Check(Variables variables)
        {
            foreach (var (_, formula, _) in _parts)
                formula?.Check(variables);
        }

        /// <summary>The text as it is now.</summary>
        public string Fill(Variables variables, GameState state) => Fill(variables, state, (value, _) => value);

        /// <summary>The text as the player reads it now: brackets in what a formula gives are shown, unless they are markup.</summary>
        public string Show(Variables variables, GameState state) =>
            Fill(variables, state, (value, isPlain) => isPlain ? ShownBrackets.ShowAll(value) : ShownBrackets.ShowText(value));

        string Fill(Variables variables, GameState state, Func<string, bool, string> show)
        {
            if (Constant is string constant)
                return constant;
            var text = new StringBuilder();
            foreach (var (part, formula, isPlain) in _parts)
                text.Append(formula == null ? part : show(formula.Evaluate(variables, state).ToString(), isPlain));
            return text.ToString();
        }
    }
}
