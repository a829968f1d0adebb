using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Ojousama.Inference.Remote.Json
{
    /// <summary>Reads one JSON text (RFC 8259) and nothing else. Unity has no reader of its own for what is not one of its classes.</summary>
    internal ref struct JsonReader
    {
        /// <summary>Levels of arrays and objects: deep nesting must not overflow the stack.</summary>
        public const int MaxDepth = 64;

        readonly string _text;
        int _at, _depth;

        JsonReader(string text)
        {
            _text = text;
            _at = 0;
            _depth = 0;
        }

        /// <exception cref="FormatException">The text is no JSON; the message names the place.</exception>
        public static JsonValue Read(string text)
        {
            var reader = new JsonReader(text);
            JsonValue value = reader.Value();
            reader.SkipSpace();
            if (reader._at < text.Length)
                throw reader.Wrong("the end");
            return value;
        }

        JsonValue Value()
        {
            SkipSpace();
            switch (Peek())
            {
                case '{':
                    return Object();
                case '[':
                    return Array();
                case '"':
                    return new JsonValue(JsonKind.String, text: String());
                case 't':
                    return Word("true", JsonKind.True);
                case 'f':
                    return Word("false", JsonKind.False);
                case 'n':
                    return Word("null", JsonKind.Null);
                default:
                    return new JsonValue(JsonKind.Number, number: Number());
            }
        }

        JsonValue Object()
        {
            Enter();
            var fields = new Dictionary<string, JsonValue>();
            if (!Take('}'))
            {
                do
                {
                    SkipSpace();
                    string name = String();
                    Expect(':');
                    fields[name] = Value(); // of two of one name the last counts, as for most readers
                }
                while (Take(','));
                Expect('}');
            }

            _depth--;
            return new JsonValue(JsonKind.Object, fields: fields);
        }

        JsonValue Array()
        {
            Enter();
            var items = new List<JsonValue>();
            if (!Take(']'))
            {
                do
                    items.Add(Value());
                while (Take(','));
                Expect(']');
            }

            _depth--;
            return new JsonValue(JsonKind.Array, items: items);
        }

        void Enter()
        {
            _at++;
            if (++_depth > MaxDepth)
                throw Wrong($"at most {MaxDepth} levels");
        }

        string String()
        {
            if (Peek() != '"')
                throw Wrong("a string");
            int begin = ++_at;
            while (Peek() != '"' && Peek() != '\\' && Peek() >= ' ')
                _at++;
            if (Peek() == '"')
                return _text.Substring(begin, _at++ - begin);
            var text = new StringBuilder().Append(_text, begin, _at - begin);
            for (;;)
            {
                char c = Peek();
                if (c < ' ') // also the end
                    throw Wrong("a quotation mark");
                _at++;
                if (c == '"')
                    return text.ToString();
                text.Append(c == '\\' ? Escaped() : c);
            }
        }

        char Escaped()
        {
            char c = Peek();
            _at++;
            switch (c)
            {
                case '"':
                case '\\':
                case '/':
                    return c;
                case 'b':
                    return '\b';
                case 'f':
                    return '\f';
                case 'n':
                    return '\n';
                case 'r':
                    return '\r';
                case 't':
                    return '\t';
                case 'u' when _at + 4 <= _text.Length &&
                    ushort.TryParse(_text.Substring(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                    _at += 4;
                    return (char)unit;
                default:
                    throw Wrong("an escape");
            }
        }

        double Number()
        {
            int begin = _at;
            if (Peek() == '-')
                _at++;
            if (Peek() == '0')
                _at++;
            else
                Digits();
            if (Peek() == '.')
            {
                _at++;
                Digits();
            }

            if (Peek() == 'e' || Peek() == 'E')
            {
                _at++;
                if (Peek() == '+' || Peek() == '-')
                    _at++;
                Digits();
            }

            return double.Parse(_text.Substring(begin, _at - begin), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        void Digits()
        {
            int begin = _at;
            while (Peek() >= '0' && Peek() <= '9')
                _at++;
            if (_at == begin)
                throw Wrong("a value");
        }

        JsonValue Word(string word, JsonKind kind)
        {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
                throw Wrong("a value");
            _at += word.Length;
            return new JsonValue(kind);
        }

        bool Take(char c)
        {
            SkipSpace();
            if (Peek() != c)
                return false;
            _at++;
            return true;
        }

        void Expect(char c)
        {
            if (!Take(c))
                throw Wrong($"'{c}'");
        }

        void SkipSpace()
        {
            while (Peek() == ' ' || Peek() == '\n' || Peek() == '\r' || Peek() == '\t')
                _at++;
        }

        /// <summary>The next character; NUL at the end, which no JSON text holds unescaped.</summary>
        char Peek() => _at < _text.Length ? _text[_at] : '\0';

        FormatException Wrong(string expected) => new FormatException($"character {_at + 1} of {_text.Length} should be {expected}");
    }
}
