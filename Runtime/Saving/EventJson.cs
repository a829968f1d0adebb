using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Ojousama.Saving
{
    /// <summary>Writes events as JSON for people to read: one event a line, every field by its name.</summary>
    public static class EventJson
    {
        /// <summary>Writes a JSON array.</summary>
        public static void Write(IReadOnlyList<GameEvent> events, TextWriter output)
        {
            var fields = new JsonFields(output);
            output.Write('[');
            for (int i = 0; i < events.Count; i++)
            {
                output.Write(i == 0 ? "\n  {" : ",\n  {");
                fields.Begin();
                fields.Text("event", events[i].Kind.ToString());
                events[i].Describe(fields);
                output.Write('}');
            }

            output.Write("\n]\n");
        }

        sealed class JsonFields : IFieldWriter
        {
            readonly TextWriter _output;
            bool _isFirst;

            public JsonFields(TextWriter output) => _output = output;

            public void Begin() => _isFirst = true;

            public void Text(string name, string value)
            {
                Name(name);
                String(value);
            }

            public void Number(string name, double value)
            {
                Name(name);
                bool isFinite = !double.IsNaN(value) && !double.IsInfinity(value);
                _output.Write(isFinite ? value.ToString("R", CultureInfo.InvariantCulture) : "null"); // JSON knows no others
            }

            public void Texts(string name, IReadOnlyList<string> values)
            {
                Name(name);
                _output.Write('[');
                for (int i = 0; i < values.Count; i++)
                {
                    if (i > 0)
                        _output.Write(", ");
                    String(values[i]);
                }

                _output.Write(']');
            }

            void Name(string name)
            {
                if (!_isFirst)
                    _output.Write(", ");
                _isFirst = false;
                String(name);
                _output.Write(": ");
            }

            void String(string value)
            {
                _output.Write('"');
                for (int i = 0; i < value.Length; i++)
                    Character(value, i);
                _output.Write('"');
            }

            void Character(string text, int index)
            {
                char c = text[index];
                if (c == '"' || c == '\\')
                    _output.Write("\\" + c);
                else if (c == '\n')
                    _output.Write("\\n");
                else if (c < ' ' || IsLone(text, index))
                    _output.Write($"\\u{(int)c:x4}");
                else
                    _output.Write(c);
            }

            static bool IsLone(string text, int index) => char.IsSurrogate(text[index]) &&
                !(char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])) &&
                !(char.IsLowSurrogate(text[index]) && index > 0 && char.IsHighSurrogate(text[index - 1]));
        }
    }
}
