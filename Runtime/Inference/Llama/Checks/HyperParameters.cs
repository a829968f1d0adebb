using System;

namespace Ojousama.Inference.Llama
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
                throw Unsound($"it lacks '{_prefix}{name}'");
            if (value.Type != GgufType.UInt32 || value.Number < least || value.Number > most)
                throw Unsound($"its '{_prefix}{name}' is {Shown(value)}, not a 32-bit number from {least} to {most}");
            return (long)value.Number;
        }

        /// <summary>A whole number, or another where the file holds none; the range is for both.</summary>
        public long Count(string name, long least, long most, long fallback)
        {
            if (_file.Values.ContainsKey(_prefix + name))
                return Count(name, least, most);
            return fallback >= least && fallback <= most ? fallback : throw Unsound($"it lacks '{_prefix}{name}'");
        }

        /// <summary>A number, which the file must hold if it is needed.</summary>
        public void Real(string name, double least, double most, bool isNeeded = false)
        {
            bool isThere = _file.Values.TryGetValue(_prefix + name, out GgufValue value);
            if (isNeeded && !isThere)
                throw Unsound($"it lacks '{_prefix}{name}'");
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
            string text = _file.Values.ContainsKey(_prefix + name) ? _file.Text(_prefix + name) : choices[0];
            if (Array.IndexOf(choices, text) < 0)
                throw Unsound($"its '{_prefix}{name}' is '{text}', not one of {string.Join(", ", choices)}");
            return text;
        }

        static string Shown(GgufValue value) =>
            value.Type == GgufType.Array ? "a list" : value.Type == GgufType.String ? $"'{value.Text}'" : $"{value.Number} ({value.Type})";

        OjousamaException Unsound(string detail) => ModelCheck.Unsound(_file, detail);
    }
}
