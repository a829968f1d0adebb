using System.Globalization;

namespace Ojousama.Character
{
    /// <summary>Recursive descent over one line: or → and → not → comparison.</summary>
    internal sealed class GateParser
    {
        static readonly string[] Operators = { ">=", "<=", "==", "!=", ">", "<" };

        readonly string _text;
        int _at;

        public GateParser(string text) => _text = text;

        public Gate Parse()
        {
            if (string.IsNullOrWhiteSpace(_text))
                return Gate.Open;
            Gate gate = ParseOr();
            SkipBlanks();
            if (_at < _text.Length)
                throw Error($"“{_text.Substring(_at)}” is left over", "Join conditions with “and” or “or”");
            return gate;
        }

        Gate ParseOr()
        {
            Gate left = ParseAnd();
            while (TryWord("or"))
                left = new Gate.Either(left, ParseAnd());
            return left;
        }

        Gate ParseAnd()
        {
            Gate left = ParseNot();
            while (TryWord("and"))
                left = new Gate.Both(left, ParseNot());
            return left;
        }

        Gate ParseNot()
        {
            if (TryWord("not"))
                return new Gate.Not(ParseNot());
            SkipBlanks();
            if (_at == _text.Length || _text[_at] != '(')
                return ParseComparison();
            _at++;
            Gate inner = ParseOr();
            SkipBlanks();
            if (_at == _text.Length || _text[_at] != ')')
                throw Error("a bracket is not closed", "Add “)”");
            _at++;
            return inner;
        }

        Gate ParseComparison()
        {
            string name = NextWord();
            if (name.Length == 0 || name == "and" || name == "or" || char.IsDigit(name[0]))
                throw Error("a variable's name is missing", "Write a name such as “affection”, or “affection >= 40”");
            _at += name.Length;
            SkipBlanks();
            foreach (string op in Operators)
            {
                if (string.CompareOrdinal(_text, _at, op, 0, op.Length) != 0)
                    continue;
                _at += op.Length;
                return new Gate.Comparison(name, op, ParseNumber());
            }

            return new Gate.Comparison(name, "!=", 0);
        }

        double ParseNumber()
        {
            SkipBlanks();
            int start = _at;
            while (_at < _text.Length && (char.IsDigit(_text[_at]) || _text[_at] == '.' || (_at == start && _text[_at] == '-')))
                _at++;
            string digits = _text.Substring(start, _at - start);
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                return value;
            _at = start;
            throw Error("a number is missing", "Compare with a number, for example “chapter >= 2”");
        }

        bool TryWord(string word)
        {
            if (NextWord() != word)
                return false;
            _at += word.Length;
            return true;
        }

        string NextWord()
        {
            SkipBlanks();
            int end = _at;
            while (end < _text.Length && (char.IsLetterOrDigit(_text[end]) || _text[end] == '_' || _text[end] == '.'))
                end++;
            return _text.Substring(_at, end - _at);
        }

        void SkipBlanks()
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
                _at++;
        }

        OjousamaException Error(string problem, string remedy) =>
            new OjousamaException($"In the gate “{_text}”, at column {_at + 1}, {problem}", remedy);
    }
}
