using System;
using System.Linq;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>A model's numbers from its metadata, each refused unless it is of the type that llama.cpp reads and in a range that it bears.</summary>
    internal readonly struct HyperParameters
    {
        readonly GgufFile _file;
        readonly string _prefix;

        /// <param name="file">Its header.</param>
        /// <param name="prefix">What the keys begin with, e.g. <c>gemma3.</c></param>
        public HyperParameters(GgufFile file, string prefix)
        {
            _file = file;
            _prefix = prefix;
        }

        /// <summary>A whole number, which the file must hold.</summary>
        public long Count(string name, long least, long most)
        {
            if (!_file.Values.TryGetValue(_prefix + name, out GgufValue value))
                throw Lacking(name);
            if (value.Type != GgufType.UInt32 || value.Number < least || value.Number > most)
                throw Unsound($"its '{_prefix}{name}' is {Shown(value)}, not a 32-bit number from {least} to {most}");
            return (long)value.Number;
        }

        /// <summary>A whole number, or another where the file holds none; the range is for both.</summary>
        public long Count(string name, long least, long most, long fallback)
        {
            if (Has(name))
                return Count(name, least, most);
            return fallback >= least && fallback <= most ? fallback : throw Lacking(name);
        }

        /// <summary>A whole number for each layer: a list of so many, or one for all.</summary>
        public long[] Counts(string name, long layers, long least, long most)
        {
            if (!_file.Values.TryGetValue(_prefix + name, out GgufValue value) || value.Type != GgufType.Array)
                return Enumerable.Repeat(Count(name, least, most), (int)layers).ToArray();
            if (value.Counts?.Length != layers || value.Counts.Any(n => n < least || n > most))
                throw Unsound($"its '{_prefix}{name}' is no list of {layers} 32-bit numbers from {least} to {most}");
            return value.Counts;
        }

        /// <summary>A whole number for each layer, where the architecture bears only one for all.</summary>
        public long Shared(string name, long layers, long least, long most)
        {
            long[] counts = Counts(name, layers, least, most);
            return counts.All(n => n == counts[0]) ? counts[0] : throw Unsound($"its '{_prefix}{name}' is not the same in all layers");
        }

        /// <summary>As <see cref="Shared(string, long, long, long)"/>, or another number where the file holds none.</summary>
        public long Shared(string name, long layers, long least, long most, long fallback) =>
            Has(name) ? Shared(name, layers, least, most) : Count(name, least, most, fallback);

        /// <summary>A number, which the file must hold if it is needed.</summary>
        public void Real(string name, double least, double most, bool isNeeded = false)
        {
            bool isThere = _file.Values.TryGetValue(_prefix + name, out GgufValue value);
            if (isNeeded && !isThere)
                throw Lacking(name);
            if (isThere && !(value.Type == GgufType.Float32 && value.Number >= least && value.Number <= most))
                throw Unsound($"its '{_prefix}{name}' is {Shown(value)}, not a 32-bit float from {least} to {most}");
        }

        /// <summary>A yes or no that the file may hold, but not other than this.</summary>
        public void Flag(string name, bool only)
        {
            if (_file.Values.TryGetValue(_prefix + name, out GgufValue value) && !(value.Type == GgufType.Bool && value.Number != 0 == only))
                throw Unsound($"its '{_prefix}{name}' is not {only}");
        }

        /// <summary>A text, or nothing, out of these.</summary>
        public string Choice(string name, params string[] choices)
        {
            string text = Has(name) ? _file.Text(_prefix + name) : choices[0];
            if (Array.IndexOf(choices, text) < 0)
                throw Unsound($"its '{_prefix}{name}' is '{text}', not one of {string.Join(", ", choices)}");
            return text;
        }

        /// <summary>Whether the file holds it, of whatever type.</summary>
        public bool Has(string name) => _file.Values.ContainsKey(_prefix + name);

        /// <summary>Whether it is a list.</summary>
        public bool IsList(string name) => _file.Values.TryGetValue(_prefix + name, out GgufValue value) && value.Type == GgufType.Array;

        static string Shown(GgufValue value) =>
            value.Type == GgufType.Array ? "a list" : value.Type == GgufType.String ? $"'{value.Text}'" : $"{value.Number} ({value.Type})";

        OjousamaException Lacking(string name) => Unsound($"it lacks '{_prefix}{name}'");

        OjousamaException Unsound(string detail) => ModelCheck.Unsound(_file, detail);
    }
}
