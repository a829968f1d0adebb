using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Ojousama.Inference.Remote.Json
{
    /// <summary>Writes a JSON text from its begin to its end. Each method gives the writer back.</summary>
    internal sealed class JsonWriter
    {
        readonly StringBuilder _text = new StringBuilder();
        bool _needsComma;

        /// <summary>Begins an object; <see cref="End"/> with <c>}</c> ends it.</summary>
        public JsonWriter Begin(char bracket)
        {
            Separate();
            _text.Append(bracket);
            _needsComma = false;
            return this;
        }

        public JsonWriter End(char bracket)
        {
            _text.Append(bracket);
            _needsComma = true;
            return this;
        }

        /// <summary>The name of the field whose value comes next.</summary>
        public JsonWriter Name(string name)
        {
            Value(name);
            _text.Append(':');
            _needsComma = false;
            return this;
        }

        public JsonWriter Value(string value)
        {
            Separate();
            _text.Append('"');
            for (int i = 0; i < value.Length; i++)
                Character(value, i);
            _text.Append('"');
            return this;
        }

        public JsonWriter Value(bool value) => Raw(value ? "true" : "false");

        public JsonWriter Value(long value) => Raw(value.ToString(CultureInfo.InvariantCulture));

        /// <param name="value">Finite. Written as short as a float allows: 0.8 and not 0.800000011920929.</param>
        public JsonWriter Value(float value) => Raw(value.ToString("R", CultureInfo.InvariantCulture));

        public JsonWriter Field(string name, string value) => Name(name).Value(value);

        public JsonWriter Field(string name, bool value) => Name(name).Value(value);

        public JsonWriter Field(string name, long value) => Name(name).Value(value);

        public JsonWriter Field(string name, float value) => Name(name).Value(value);

        public JsonWriter Field(string name, IEnumerable<string> values)
        {
            Name(name).Begin('[');
            foreach (string value in values)
                Value(value);
            return End(']');
        }

        public override string ToString() => _text.ToString();

        JsonWriter Raw(string token)
        {
            Separate();
            _text.Append(token);
            return this;
        }

        void Separate()
        {
            if (_needsComma)
                _text.Append(',');
            _needsComma = true;
        }

        void Character(string text, int index)
        {
            char c = text[index];
            if (c == '"' || c == '\\')
                _text.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c) && !char.IsSurrogatePair(text, index - (char.IsLowSurrogate(c) && index > 0 ? 1 : 0)))
                _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)); // half of a pair is no UTF-8
            else
                _text.Append(c);
        }
    }
}
