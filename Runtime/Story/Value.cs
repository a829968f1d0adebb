using System;
using System.Globalization;

namespace Ojousama.Story
{
    /// <summary>What a variable may hold. Values beyond these are an enum's: see <see cref="EnumTable"/>.</summary>
    internal enum ValueKind
    {
        Number,
        Truth,
        Text,
    }

    /// <summary>A value of an expression.</summary>
    internal readonly struct Value : IEquatable<Value>
    {
        readonly string? _text;

        Value(ValueKind kind, double number, string? text)
        {
            Kind = kind;
            Number = number;
            _text = text;
        }

        public ValueKind Kind { get; }

        /// <summary>Of a truth: 1 or 0, as the game's state keeps it.</summary>
        public double Number { get; }

        public bool IsTrue => Number != 0;

        public string Text => _text ?? "";

        /// <summary>Yarn counts in single precision: 0.1 + 0.2 is 0.3.</summary>
        public static Value Of(double number) => new Value(ValueKind.Number, Single(number), null);

        public static Value Of(bool truth) => new Value(ValueKind.Truth, truth ? 1 : 0, null);

        public static Value Of(string text) => new Value(ValueKind.Text, 0, text);

        /// <summary>The same number or text as a value of an enum.</summary>
        public Value As(ValueKind kind) => new Value(kind, Number, _text);

        /// <summary>Whether it is a text, perhaps an enum's.</summary>
        public bool HasText => _text != null;

        public bool Equals(Value other) => Kind == other.Kind && Number.Equals(other.Number) && Text == other.Text;

        public override bool Equals(object? obj) => obj is Value other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(Kind, Number, Text);

        /// <summary>As lines show it.</summary>
        public override string ToString() => Kind switch
        {
            ValueKind.Truth => IsTrue ? "True" : "False",
            _ => _text ?? Number.ToString("0.######", CultureInfo.InvariantCulture),
        };

        /// <summary>The shortest decimal that stands for the nearest single, so that gates, which count in double precision, see what the author wrote.</summary>
        static double Single(double number)
        {
            if (number == (int)number)
                return (float)number + 0d; // no −0, which would be shown
            float single = (float)Math.Max(float.MinValue, Math.Min(float.MaxValue, number)); // infinity could not be saved
            return double.Parse(single.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }
    }
}
