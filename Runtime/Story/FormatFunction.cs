using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using Ojousama.Saving;

namespace Ojousama.Story
{
    /// <summary>[select value={$x} a="…" b="…" /], [plural value={$n} one="…" other="…" /] and [ordinal …]: the words that fit a value. % in them is the value.</summary>
    internal sealed class FormatFunction : Formula
    {
        public static readonly HashSet<string> Names = new HashSet<string> { "select", "plural", "ordinal" };

        const string Other = "other";

        static readonly Regex s_beginning = new Regex(@"\G\[\s*(select|plural|ordinal)[\s=]", RegexOptions.CultureInvariant);

        static readonly HashSet<string> Counts = new HashSet<string> { "zero", "one", "two", "few", "many", Other };

        readonly string _name;
        readonly LineText _value;
        readonly Dictionary<string, LineText> _words = new Dictionary<string, LineText>(StringComparer.OrdinalIgnoreCase); // so that true stands for True

        /// <summary>Whether one is meant here, though it may be broken.</summary>
        public static bool Begins(string row, int at) => s_beginning.Match(row, at).Success;

        public FormatFunction(SourcePlace place, MarkupTag tag)
            : base(place)
        {
            _name = tag.Name;
            LineText? value = tag.Value;
            foreach (MarkupProperty property in tag.Properties)
            {
                if (property.Name == "value" && value == null)
                    value = property.Value;
                else if (_name != "select" && !Counts.Contains(property.Name))
                    throw property.Place.Error($"[{_name}] knows no {property.Name}", "Write one of: " + string.Join(", ", Counts));
                else if (!_words.TryAdd(property.Name, property.Value))
                    throw property.Place.Error($"{property.Name} stands there twice", "Keep one");
            }

            string example = _name == "select" ? "[select value={$x} a=\"…\" other=\"…\" /]" : $"[{_name} value={{$n}} one=\"…\" other=\"…\" /]";
            _value = value ?? throw place.Error($"the value of [{_name}] is missing", "Write " + example);
            foreach (string key in new List<string>(_words.Keys))
                _words[key] = _words[key].WithValue(_value);
            if (!tag.IsSelfClosing)
                throw place.Error($"[{_name}] is not closed", "Write /] at its end: " + example);
            if (_words.Count == 0 || (_name != "select" && !_words.ContainsKey(Other)))
                throw place.Error($"[{_name}] does not say what is shown otherwise", "Write " + example);
        }

        public override bool IsConstant => false;

        public override ValueKind Check(Variables variables)
        {
            _value.Check(variables);
            foreach (LineText words in _words.Values)
                words.Check(variables);
            if (_name == "select" && _value.Constant is string constant && constant.StartsWith("$", StringComparison.Ordinal))
                throw _value.Place.Error($"“{constant}” is a text here, and no variable", $"Write [select value={{{constant}}} …/]");
            if (_name == "select")
                return ValueKind.Text;
            if (_value.Constant is string text && !TryNumber(text, out _))
                throw _value.Place.Error($"“{text}” is no number", $"Write one, or a variable: [{_name} value={{$n}} …/]");
            _value.Single?.CheckIs(ValueKind.Number, variables);
            return ValueKind.Text;
        }

        public override Value Evaluate(Variables variables, GameState state)
        {
            string value = _value.Fill(variables, state);
            string key = _name == "select" ? value : _name == "plural" ? Cardinal(value) : Ordinal(value);
            if (!_words.TryGetValue(key, out LineText? words) && !_words.TryGetValue(Other, out words))
                return Value.Of(value); // nothing fits: the value itself tells the author most
            return Value.Of(words.Fill(variables, state));
        }

        // The rules of English; in Japanese, “other” alone says all.
        static string Cardinal(string value) => TryNumber(value, out double number) && Math.Abs(number) == 1 ? "one" : Other;

        static string Ordinal(string value)
        {
            if (!TryNumber(value, out double number) || number != Math.Floor(number))
                return Other;
            double size = Math.Abs(number);
            return size % 100 >= 11 && size % 100 <= 13 ? Other : (size % 10) switch { 1 => "one", 2 => "two", 3 => "few", _ => Other };
        }

        static bool TryNumber(string text, out double number) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
