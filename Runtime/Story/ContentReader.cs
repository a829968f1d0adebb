using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Takes one row of a script apart: <c>絢音: ごきげんよう、{$name}さん。 &lt;&lt;if $met&gt;&gt; #line:tea01 #blush</c>.</summary>
    internal sealed class ContentReader
    {
        const string LineTag = "line:";

        // Yarn writes markup as [face=shy /]; text boxes write [face:shy].
        static readonly Regex YarnMarkup = new Regex(@"\[(\w+)\s*=\s*(?:""([^""\]]*)""|([^\]\s/]+))\s*/?\s*\]", RegexOptions.CultureInvariant);
        static readonly Regex NamePattern = new Regex(@"^[^\s「」『』（）()\[\]。、！？!?…{}]{1,32}( [^\s「」『』（）()\[\]。、！？!?…{}]{1,32}){0,3}$", RegexOptions.CultureInvariant);

        readonly string _row;
        readonly SourcePlace _start;
        readonly List<(string Node, SourcePlace Place)> _visited;
        int _at;

        /// <param name="row">Without indentation and comment.</param>
        /// <param name="start">Where it stands.</param>
        /// <param name="visited">Gets the nodes that formulae ask for.</param>
        public ContentReader(string row, SourcePlace start, List<(string Node, SourcePlace Place)> visited)
        {
            _row = row;
            _start = start;
            _visited = visited;
            Text = new LineText(start);
        }

        /// <summary>Name on the plate; empty for the narrator.</summary>
        public string Speaker { get; private set; } = "";

        public LineText Text { get; }

        /// <summary>From &lt;&lt;if …&gt;&gt; at the end; null if there is none.</summary>
        public Formula? Condition { get; private set; }

        /// <summary>From #line:…; null if there is none.</summary>
        public string? Id { get; private set; }

        /// <summary>The other hashtags, without #.</summary>
        public List<string> Tags { get; } = new List<string>();

        SourcePlace Here => _start.Right(_at);

        /// <param name="mayHaveSpeaker">False for commands, whose colons are their own.</param>
        public ContentReader Read(bool mayHaveSpeaker)
        {
            var literal = new StringBuilder();
            bool isFirst = mayHaveSpeaker;
            while (_at < _row.Length)
            {
                char c = _row[_at];
                if (c == '\\' && _at + 1 < _row.Length)
                {
                    literal.Append(Escaped(_row[_at + 1]));
                    _at += 2;
                }
                else if (c == '{')
                {
                    Flush(literal);
                    isFirst = false;
                    Text.Add(ReadFormula());
                }
                else if (c == '#')
                {
                    ReadTags();
                }
                else if (Is("<<"))
                {
                    ReadCondition();
                }
                else
                {
                    if (isFirst && (c == ':' || c == '：') && NamePattern.IsMatch(literal.ToString()))
                    {
                        ReadSpeaker(literal);
                        isFirst = false;
                        continue;
                    }

                    literal.Append(c);
                    _at++;
                }
            }

            string rest = literal.ToString().TrimEnd();
            literal.Clear().Append(rest);
            Flush(literal);
            return this;
        }

        void ReadSpeaker(StringBuilder literal)
        {
            if (_row[_at] == '：')
                throw Here.Error("a full-width colon stands behind a name", "Write the name with a half-width colon (:), or \\： to show a colon");
            Speaker = literal.ToString();
            literal.Clear();
            _at++;
            while (_at < _row.Length && char.IsWhiteSpace(_row[_at]))
                _at++;
        }

        Formula ReadFormula()
        {
            int end = _at + 1;
            for (bool isText = false; end < _row.Length && (isText || _row[end] != '}'); end++)
                isText ^= _row[end] == '"';
            if (end >= _row.Length)
                throw Here.Error("a formula is not closed", "Add } at its end, or write \\{ to show a bracket");
            var parser = new FormulaParser(_row.Substring(_at + 1, end - _at - 1), Here.Right(1));
            _at = end + 1;
            return Parsed(parser);
        }

        void ReadCondition()
        {
            int end = _row.IndexOf(">>", _at, System.StringComparison.Ordinal);
            if (end < 0)
                throw Here.Error("a command is not closed", "Add >> at its end");
            string command = _row.Substring(_at + 2, end - _at - 2);
            if (!command.TrimStart().StartsWith("if ", System.StringComparison.Ordinal))
                throw Here.Error("a command stands within a line", "Give it a row of its own; only <<if …>> may stand at the end of an option");
            int skipped = command.IndexOf("if ", System.StringComparison.Ordinal) + 3;
            Condition = Parsed(new FormulaParser(command.Substring(skipped), Here.Right(2 + skipped)));
            _at = end + 2;
        }

        void ReadTags()
        {
            foreach (string word in _row.Substring(_at).Split(new[] { ' ', '\t', '　' }, System.StringSplitOptions.RemoveEmptyEntries))
            {
                if (word[0] != '#' || word.Length == 1)
                    throw Here.Error($"“{word}” stands among the hashtags", "Put hashtags at the end of the row, or write \\# to show one");
                if (!word.StartsWith("#" + LineTag, System.StringComparison.Ordinal))
                    Tags.Add(word.Substring(1));
                else if (word.Length == LineTag.Length + 1)
                    throw Here.Error("the id behind #line: is missing", "Write one such as #line:tea01");
                else
                    Id = word.Substring(LineTag.Length + 1);
            }

            _at = _row.Length;
        }

        Formula Parsed(FormulaParser parser)
        {
            Formula expression = parser.Parse();
            _visited.AddRange(parser.Visited);
            return expression;
        }

        void Flush(StringBuilder literal)
        {
            if (literal.Length > 0)
                Text.Add(YarnMarkup.Replace(literal.ToString(), m => $"[{m.Groups[1].Value}:{m.Groups[2].Value}{m.Groups[3].Value}]"));
            literal.Clear();
        }

        /// <summary>Half-width brackets are markup in a text box, whatever stood before them.</summary>
        static char Escaped(char c) => c == '[' ? '［' : c == ']' ? '］' : c;

        bool Is(string sign) => string.CompareOrdinal(_row, _at, sign, 0, sign.Length) == 0;
    }
}
