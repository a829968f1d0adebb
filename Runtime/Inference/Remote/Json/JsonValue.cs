using System;
using System.Collections.Generic;

namespace Ojousama.Inference.Remote.Json
{
    /// <summary>A value of a JSON text. Immutable.</summary>
    /// <remarks>What is absent, or of another kind than asked for, reads as <see cref="Missing"/>, "", 0 or false: servers leave out what they do not know.</remarks>
    internal sealed class JsonValue
    {
        static readonly Dictionary<string, JsonValue> s_noFields = new Dictionary<string, JsonValue>(); // before Missing, which takes it

        /// <summary>A field that an object lacks.</summary>
        public static readonly JsonValue Missing = new JsonValue(JsonKind.Missing);

        readonly Dictionary<string, JsonValue> _fields;

        public JsonValue(JsonKind kind, string text = "", double number = 0, IReadOnlyList<JsonValue>? items = null, Dictionary<string, JsonValue>? fields = null)
        {
            Kind = kind;
            Text = text;
            Number = number;
            Items = items ?? Array.Empty<JsonValue>();
            _fields = fields ?? s_noFields;
        }

        public JsonKind Kind { get; }

        /// <summary>Of a string; may hold half of a surrogate pair, as JSON's escapes can.</summary>
        public string Text { get; }

        /// <summary>Of a number.</summary>
        public double Number { get; }

        /// <summary>Of an array.</summary>
        public IReadOnlyList<JsonValue> Items { get; }

        /// <summary>Of an object.</summary>
        public IReadOnlyDictionary<string, JsonValue> Fields => _fields;

        /// <summary>Whether it is there, and not null.</summary>
        public bool IsGiven => Kind != JsonKind.Missing && Kind != JsonKind.Null;

        /// <summary>A field of an object.</summary>
        public JsonValue this[string name] => _fields.TryGetValue(name, out JsonValue? value) ? value : Missing;

        /// <summary>A whole number from 0 up to that of an int; <paramref name="otherwise"/> for anything else.</summary>
        public int Count(int otherwise = 0) =>
            Kind == JsonKind.Number && Number >= 0 && Number <= int.MaxValue && Number == Math.Floor(Number) ? (int)Number : otherwise;
    }

    /// <summary>What a JSON text can hold.</summary>
    internal enum JsonKind
    {
        /// <summary>Nothing: the text lacks it.</summary>
        Missing,

        /// <summary>null.</summary>
        Null,

        /// <summary>false.</summary>
        False,

        /// <summary>true.</summary>
        True,

        /// <summary>A number.</summary>
        Number,

        /// <summary>A string.</summary>
        String,

        /// <summary>An array.</summary>
        Array,

        /// <summary>An object.</summary>
        Object,
    }
}
