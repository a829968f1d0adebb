namespace Ojousama.Gguf
{
    /// <summary>A metadata value's type, by its number in the file.</summary>
    internal enum GgufType : uint
    {
        UInt8, Int8, UInt16, Int16, UInt32, Int32, Float32, Bool, String, Array, UInt64, Int64, Float64,
    }

    /// <summary>One metadata value.</summary>
    internal readonly struct GgufValue
    {
        public GgufValue(GgufType type, double number, string? text = null, GgufType element = default, long offset = 0, long[]? counts = null)
        {
            Type = type;
            Number = number;
            Text = text;
            Element = element;
            Offset = offset;
            Counts = counts;
        }

        public GgufType Type { get; }

        /// <summary>A number's or boolean's value; an array's length.</summary>
        public double Number { get; }

        /// <summary>Set for texts only.</summary>
        public string? Text { get; }

        /// <summary>What an array holds.</summary>
        public GgufType Element { get; }

        /// <summary>Where an array's elements begin in the file.</summary>
        public long Offset { get; }

        /// <summary>The elements of an array that may hold a number for each layer: of whole 32-bit numbers or truths, and no longer than layers can be.</summary>
        public long[]? Counts { get; }
    }
}
