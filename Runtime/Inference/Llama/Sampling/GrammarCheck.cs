using System.Collections.Generic;
using Ojousama.Inference.Llama.KvCache;

namespace Ojousama.Inference.Llama.Sampling
{
    /// <summary>Reads a GBNF grammar through and refuses what llama.cpp's parser would choke on, naming the line.</summary>
    /// <remarks>
    /// The format is that of grammars/README.md in llama.cpp. Its parser refuses most faults by itself, but runs without end on a repetition
    /// whose bounds are crossed, and runs out of stack on deep nesting. Left recursion and the size of what is unfolded are left to it.
    /// </remarks>
    internal sealed class GrammarCheck
    {
        const int MaxLength = 1 << 16;
        const int MaxDepth = 64;
        const int MaxRepetition = 1000;

        readonly string _text;
        readonly HashSet<string> _defined = new HashSet<string>();
        readonly Dictionary<string, int> _used = new Dictionary<string, int>(); // rule names, and where each is first used
        int _at;

        GrammarCheck(string text) => _text = text;

        /// <exception cref="OjousamaException">With the line.</exception>
        public static void Check(string grammar)
        {
            var check = new GrammarCheck(grammar);
            if (grammar.Length > MaxLength || grammar.IndexOf('\0') >= 0)
                throw check.Fault(0, $"is longer than {MaxLength} characters or holds a NUL");
            check.Rules();
        }

        char Now => _at < _text.Length ? _text[_at] : '\0';

        void Rules()
        {
            Space(true);
            while (_at < _text.Length)
            {
                int begin = _at;
                string name = Name();
                Space(false);
                if (string.CompareOrdinal(_text, _at, "::=", 0, 3) != 0)
                    throw Fault(begin, $"has no ::= after '{name}'");
                if (!_defined.Add(name))
                    throw Fault(begin, $"defines '{name}' a second time");
                _at += 3;
                Space(true);
                Alternatives(0);
                if (_at < _text.Length && Now != '\n' && Now != '\r')
                    throw Fault(_at, $"has an unexpected '{Now}'");
                Space(true);
            }

            foreach (var used in _used)
            {
                if (!_defined.Contains(used.Key))
                    throw Fault(used.Value, $"uses the rule '{used.Key}', which is not defined");
            }

            if (!_defined.Contains("root"))
                throw Fault(0, "and all others define no rule 'root'");
        }

        void Alternatives(int depth)
        {
            if (depth > MaxDepth)
                throw Fault(_at, $"nests more than {MaxDepth} brackets");
            Sequence(depth);
            while (Now == '|')
            {
                _at++;
                Space(true);
                Sequence(depth);
            }
        }

        void Sequence(int depth)
        {
            bool hasItem = false;
            while (true)
            {
                char c = Now;
                if (c == '"')
                    Quoted('"');
                else if (c == '[')
                    Quoted(']');
                else if (IsNameCharacter(c))
                    Use();
                else if (c == '(')
                    Group(depth);
                else if (c == '.')
                    _at++;
                else if (hasItem && (c == '*' || c == '+' || c == '?' || c == '{'))
                    Repetition();
                else if (c == '*' || c == '+' || c == '?' || c == '{')
                    throw Fault(_at, $"has a '{c}' with nothing before it to repeat");
                else if (c == '<' || c == '!')
                    throw Fault(_at, "refers to a token, which is not supported");
                else
                    return;
                hasItem = true;
                Space(depth > 0);
            }
        }

        void Use()
        {
            int begin = _at;
            _used.TryAdd(Name(), begin);
        }

        void Group(int depth)
        {
            int begin = _at++;
            Space(true);
            Alternatives(depth + 1);
            if (Now != ')')
                throw Fault(begin, "has a ( without its )");
            _at++;
        }

        /// <summary>A literal or a class of characters, up to its closing mark.</summary>
        void Quoted(char close)
        {
            int begin = _at++;
            if (close == ']' && Now == '^')
                _at++;
            int content = _at;
            while (Now != close)
            {
                if (_at >= _text.Length)
                    throw Fault(begin, $"has a {_text[begin]} without its {close}");
                if (_text[_at++] == '\\')
                    Escape();
            }

            if (_at == content)
                throw Fault(begin, $"has an empty {_text[begin]}{close}");
            _at++;
        }

        void Escape()
        {
            char c = Now;
            int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
            if (digits == 0 && "tnr\\\"[]-".IndexOf(c) < 0)
                throw Fault(_at, $"has an unknown escape \\{c}");
            _at++;
            for (; digits > 0; digits--, _at++)
            {
                if (!System.Uri.IsHexDigit(Now))
                    throw Fault(_at, "has an escape with too few hexadecimal digits");
            }
        }

        void Repetition()
        {
            if (Now != '{')
            {
                _at++;
                return;
            }

            int begin = _at++;
            Space(false);
            int least = Number(begin);
            int most = least;
            Space(false);
            if (Now == ',')
            {
                _at++;
                Space(false);
                most = Now == '}' ? MaxRepetition : Number(begin);
                Space(false);
            }

            if (Now != '}' || least > most || most > MaxRepetition || most == 0)
                throw Fault(begin, $"has a repetition that is not {{n}}, {{n,}} or {{n,m}} with n up to m, and m from 1 to {MaxRepetition}");
            _at++;
        }

        int Number(int begin)
        {
            int value = 0, digits = 0;
            for (; Now >= '0' && Now <= '9'; _at++, digits++)
                value = System.Math.Min(MaxRepetition + 1, value * 10 + (Now - '0'));
            if (digits == 0)
                throw Fault(begin, "has a repetition without its number");
            return value;
        }

        string Name()
        {
            int begin = _at;
            while (IsNameCharacter(Now))
                _at++;
            if (_at == begin)
                throw Fault(_at, $"has '{Now}' where a rule's name should stand");
            return _text.Substring(begin, _at - begin);
        }

        static bool IsNameCharacter(char c) => (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');

        /// <summary>Blanks, and comments from # to the line's end.</summary>
        void Space(bool lines)
        {
            while (Now == ' ' || Now == '\t' || Now == '#' || (lines && (Now == '\n' || Now == '\r')))
            {
                if (Now == '#')
                {
                    while (_at < _text.Length && Now != '\n' && Now != '\r')
                        _at++;
                }
                else
                {
                    _at++;
                }
            }
        }

        OjousamaException Fault(int at, string detail)
        {
            int line = 1;
            for (int i = 0; i < at && i < _text.Length; i++)
            {
                if (_text[i] == '\n')
                    line++;
            }

            return new OjousamaException($"The grammar's line {line} {detail}", "Mend the grammar; its format is llama.cpp's GBNF");
        }
    }
}
