using System.Collections.Generic;
using System.Text;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>The text of a line, an option or a command, with the formulae in it.</summary>
    internal sealed class LineText
    {
        readonly List<(string Text, Formula? Formula)> _parts = new List<(string, Formula?)>();

        public LineText(SourcePlace place) => Place = place;

        public SourcePlace Place { get; }

        public void Add(string text) => _parts.Add((text, null));

        public void Add(Formula formula) => _parts.Add(("", formula));

        public void Check(Variables variables)
        {
            foreach (var (_, formula) in _parts)
                formula?.Check(variables);
        }

        /// <summary>The text as the player reads it now.</summary>
        public string Fill(Variables variables, GameState state)
        {
            if (_parts.Count == 1 && _parts[0].Formula == null)
                return _parts[0].Text;
            var text = new StringBuilder();
            foreach (var (part, formula) in _parts)
                text.Append(formula == null ? part : formula.Evaluate(variables, state).ToString());
            return text.ToString();
        }
    }
}
