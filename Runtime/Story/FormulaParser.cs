using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Ojousama.Story
{
    /// <summary>Reads a formula as Yarn writes it, by precedence climbing: and with or and xor (alike, from the left), ==, &lt;, +, *, not.</summary>
    internal sealed class FormulaParser
    {
        static readonly Dictionary<string, (string Operator, int Strength)> Operators = new Dictionary<string, (string, int)>
        {
            ["or"] = ("||", 1), ["||"] = ("||", 1), ["xor"] = ("^", 1), ["^"] = ("^", 1),
            ["and"] = ("&&", 1), ["&&"] = ("&&", 1),
            ["is"] = ("==", 3), ["eq"] = ("==", 3), ["=="] = ("==", 3), ["neq"] = ("!=", 3), ["!="] = ("!=", 3),
            ["lt"] = ("<", 4), ["<"] = ("<", 4), ["lte"] = ("<=", 4), ["<="] = ("<=", 4),
            ["gt"] = (">", 4), [">"] = (">", 4), ["gte"] = (">=", 4), [">="] = (">=", 4),
            ["+"] = ("+", 5), ["-"] = ("-", 5), ["*"] = ("*", 6), ["/"] = ("/", 6), ["%"] = ("%", 6),
        };

        const int MostParts = 500; // each is a call or two deep

        static readonly string[] Signs = { "||", "&&", "==", "!=", "<=", ">=", "<", ">", "^", "+", "-", "*", "/", "%" };

        readonly string _text;
        readonly SourcePlace _start;
        readonly ScriptFunctions _functions;
        int _at, _parts;

        /// <param name="text">The formula alone.</param>
        /// <param name="start">Where it stands.</param>
        /// <param name="functions">That it may call.</param>
        public FormulaParser(string text, SourcePlace start, ScriptFunctions functions)
        {
            _text = text;
            _start = start;
            _functions = functions;
        }

        /// <summary>Nodes that visited() asked for, with the place of each.</summary>
        public List<(string Node, SourcePlace Place)> Visited { get; } = new List<(string, SourcePlace)>();

        SourcePlace Here => _start.Right(_at);

        /// <summary>Reads all of the text.</summary>
        public Formula Parse()
        {
            Formula expression = ParseFrom(1);
            End();
            return expression;
        }

        /// <summary>Reads all of the text: a formula, and perhaps “as number”, whose word is empty if there is none.</summary>
        public (Formula Value, string Kind, SourcePlace KindPlace) ParseDeclaration()
        {
            Formula value = ParseFrom(1);
            SkipBlanks();
            string kind = "";
            SourcePlace place = Here;
            if (PeekWord() == "as")
            {
                _at += "as".Length;
                SkipBlanks();
                place = Here;
                kind = TakeName("the kind of value is missing behind “as”", "Write number, bool, string, or the name of an enum");
            }

            End();
            return (value, kind, place);
        }

        void End()
        {
            SkipBlanks();
            if (_at < _text.Length)
                throw Here.Error(
                    $"“{_text.Substring(_at)}” is left over", _text[_at] == '=' ? "Compare with ==" : "Join formulas with “and” or “or”, and texts with +");
        }

        Formula ParseFrom(int strength)
        {
            Formula left = ParseUnary();
            while (true)
            {
                SkipBlanks();
                SourcePlace place = Here;
                string sign = PeekOperator();
                if (!Operators.TryGetValue(sign, out var found) || found.Strength < strength)
                    return left;
                _at += sign.Length;
                left = new Formula.Binary(place, found.Operator, left, ParseFrom(found.Strength + 1));
            }
        }

        Formula ParseUnary()
        {
            SkipBlanks();
            SourcePlace place = Here;
            if (++_parts > MostParts)
                throw place.Error($"a formula has more than {MostParts} parts", "Work out some of it before, by <<set …>>");
            if (PeekWord() == "not" || (Peek() == '!' && _at + 1 < _text.Length && _text[_at + 1] != '='))
            {
                _at += Peek() == '!' ? 1 : "not".Length;
                return new Formula.Unary(place, ParseUnary(), ValueKind.Truth);
            }

            if (Peek() != '-')
                return ParsePrimary();
            _at++;
            return new Formula.Unary(place, ParseUnary(), ValueKind.Number);
        }

        Formula ParsePrimary()
        {
            SourcePlace place = Here;
            char c = Peek();
            if (c == '(')
            {
                _at++;
                Formula inner = ParseFrom(1);
                Expect(')');
                return inner;
            }

            if (c == '$')
            {
                _at++;
                return new Formula.Variable(place, TakeName("a variable's name is missing after $", "Write a name such as $affection"));
            }

            if (c == '"')
                return new Formula.Constant(place, Value.Of(TakeText()));
            if (char.IsDigit(c))
                return new Formula.Constant(place, Value.Of(TakeNumber()));
            string word = PeekWord();
            if (word.Length > 1 && word[0] == '.' && char.IsDigit(word[1]))
                throw place.Error($"“{word}” begins with a point", $"Write 0{word}");
            _at += word.Length;
            switch (word)
            {
                case "true":
                case "false":
                    return new Formula.Constant(place, Value.Of(word == "true"));
                case "visited":
                case "visited_count":
                    return TakeVisits(place, word == "visited_count");
                case "":
                    throw place.Error("a value is missing", "Write a number, a \"text\", true, false, or a $variable");
                case "random":
                case "random_range":
                case "random_range_float":
                case "dice":
                    throw place.Error($"{word} is left to chance, so that a game that is loaded would not go on as it was", "Choose by a variable, or by a group of lines (=>)");
                default:
                    SkipBlanks();
                    if (Peek() == '(' && _functions.TryGet(word, out Function function))
                        return TakeCall(place, word, function);
                    if (Peek() == '(')
                        throw place.Error(
                            $"there is no function {word}",
                            $"Write ${word} if it is a variable, or one of the functions visited, visited_count, {string.Join(", ", _functions.Names)}; the game's own are registered by ScriptFunctions.Add");
                    if (word.IndexOf('.') >= 0)
                        return new CaseReference(place, word);
                    throw place.Error(
                        $"“{word}” is no value",
                        $"Write ${word} if it is a variable, \"{word}\" if it is a text; the functions are visited, visited_count, {string.Join(", ", _functions.Names)}");
            }
        }

        Formula TakeVisits(SourcePlace place, bool counts)
        {
            Expect('(');
            SkipBlanks();
            SourcePlace at = Here;
            if (Peek() != '"')
                throw at.Error("the name of a node is missing", "Write it in quotation marks, for example visited(\"Tea\")");
            Formula name = ParseFrom(1);
            Expect(')');
            if (!name.IsConstant)
                throw at.Error("the name of a node is not written out", "Write it in quotation marks, for example visited(\"Tea\")");
            var none = new Variables(new EnumTable());
            name.CheckIs(ValueKind.Text, none);
            string node = name.Evaluate(none, new Saving.GameState()).Text;
            Visited.Add((node, at));
            return new Formula.Visits(place, node, counts);
        }

        Formula TakeCall(SourcePlace place, string name, Function function)
        {
            var arguments = new List<Formula>();
            _at++;
            SkipBlanks();
            if (Peek() != ')')
                arguments.Add(ParseFrom(1));
            for (SkipBlanks(); Peek() == ','; SkipBlanks())
            {
                _at++;
                arguments.Add(ParseFrom(1));
            }

            Expect(')');
            return new FunctionCall(place, name, function, arguments);
        }

        string TakeText()
        {
            SourcePlace place = Here;
            var text = new StringBuilder();
            for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
            {
                if (_text[_at] == '\\' && _at + 1 < _text.Length)
                    RefuseUnlessEscape(_text[++_at]);
                text.Append(_text[_at]);
            }

            if (_at == _text.Length)
                throw place.Error("a text is not closed", "Add \" at its end");
            _at++;
            return text.ToString();
        }

        void RefuseUnlessEscape(char c)
        {
            if (c != '"' && c != '\\')
                throw _start.Right(_at - 1).Error($"“\\{c}” means nothing in a text", "Write \\\\ for a backslash, and \\\" for a quotation mark");
        }

        double TakeNumber()
        {
            int start = _at;
            while (_at < _text.Length && (char.IsDigit(_text[_at]) || _text[_at] == '.'))
                _at++;
            string digits = _text.Substring(start, _at - start);
            if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number <= float.MaxValue)
                return number;
            throw _start.Right(start).Error($"“{digits}” is no number", "Write one such as 3 or 0.5");
        }

        string TakeName(string problem, string remedy)
        {
            string name = PeekWord();
            if (name.Length == 0 || char.IsDigit(name[0]))
                throw Here.Error(problem, remedy);
            _at += name.Length;
            return name;
        }

        void Expect(char c)
        {
            SkipBlanks();
            if (Peek() != c)
                throw Here.Error($"“{c}” is missing", $"Add “{c}”");
            _at++;
        }

        string PeekOperator()
        {
            foreach (string sign in Signs)
            {
                if (string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0)
                    return sign;
            }

            return PeekWord();
        }

        string PeekWord()
        {
            int end = _at;
            while (end < _text.Length && IsNameCharacter(_text[end]))
                end++;
            return _text.Substring(_at, end - _at);
        }

        static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c == '_' || c == '.';

        char Peek() => _at < _text.Length ? _text[_at] : '\0';

        void SkipBlanks()
        {
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
                _at++;
        }
    }
}
