using System;

namespace Ojousama.Story
{
    internal sealed partial class ScriptParser
    {
        /// <summary>&lt;&lt;enum Food&gt;&gt;, rows of &lt;&lt;case Apple&gt;&gt; or &lt;&lt;case Apple = 1&gt;&gt;, &lt;&lt;endenum&gt;&gt;.</summary>
        void ParseEnum()
        {
            Row head = _rows[_at++];
            (string name, SourcePlace place) = head.Arguments();
            if (!IsName(name))
                throw place.Error("the name of the enum is missing", "Write one such as <<enum Food>>");
            Enumeration made = _builder.Variables.Enums.Begin(name, head.Place);
            for (; !IsAtEnd && Here.Command == "case"; _at++)
                ReadCase(made);
            if (IsAtEnd || Here.Command != "endenum")
                throw (IsAtEnd ? head : Here).Place.Error($"the enum {name} has no end", "Write <<endenum>> behind its last <<case …>>");
            if (made.Cases.Count == 0)
                throw head.Place.Error($"the enum {name} has no cases", "Write some: <<case Apple>>");
            Here.RefuseArguments("Write <<endenum>>");
            _at++;
        }

        void ReadCase(Enumeration made)
        {
            (string text, SourcePlace place) = Here.Arguments();
            int sign = text.IndexOf('=');
            string name = (sign < 0 ? text : text.Substring(0, sign)).TrimEnd();
            if (!IsName(name))
                throw place.Error("the name of the case is missing", "Write one such as <<case Apple>>");
            Value? raw = null;
            if (sign >= 0)
            {
                SourcePlace at = place.Right(sign + 1);
                Formula value = _builder.Parse(text.Substring(sign + 1), at);
                if (!value.IsLiteral)
                    throw at.Error("the value of a case is a number or a text, written out", $"Write <<case {name} = 1>> or <<case {name} = \"{name}\">>");
                var none = new Variables(new EnumTable());
                value.Check(none);
                raw = value.Evaluate(none, new Saving.GameState());
            }

            made.Add(name, raw, place);
        }

        static bool IsName(string text)
        {
            bool isName = text.Length > 0 && !char.IsDigit(text[0]);
            foreach (char c in text)
                isName &= char.IsLetterOrDigit(c) || c == '_';
            return isName;
        }
    }
}
