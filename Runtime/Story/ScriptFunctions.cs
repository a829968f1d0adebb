using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Functions that the formulae of a script may call: Yarn's that leave nothing to chance, and those that a game adds.</summary>
    /// <remarks>Add all before the script is parsed. Not thread-safe.</remarks>
    public sealed class ScriptFunctions
    {
        readonly Dictionary<string, Function> _added = new Dictionary<string, Function>();

        /// <summary>All that there are, but visited and visited_count.</summary>
        internal IEnumerable<string> Names => Function.BuiltIn.Keys.Concat(_added.Keys);

        /// <summary>Adds a function of the game's own.</summary>
        /// <param name="name">As scripts write it: letters, digits and _.</param>
        /// <param name="body">
        /// Takes and gives double, bool or string. It has to give the same for the same values, and to change nothing: a script is run again
        /// where a save is loaded or the player rolls back. What changes in the game belongs into variables, which saves keep.
        /// </param>
        /// <returns>This, for the next one.</returns>
        /// <exception cref="OjousamaException">The name is taken or none, or other types are used.</exception>
        public ScriptFunctions Add(string name, Delegate body)
        {
            bool isName = name.Length > 0 && !char.IsDigit(name[0]) && name.All(c => char.IsLetterOrDigit(c) || c == '_');
            if (!isName || name == "visited" || name == "visited_count" || Function.BuiltIn.ContainsKey(name) || !_added.TryAdd(name, Function.Of(name, body)))
                throw new OjousamaException($"A script function cannot be named “{name}”", "Take letters, digits and _, and a name that neither Yarn nor another function has");
            return this;
        }

        /// <summary>Makes scripts that call a function checkable where the game's code is not there; it gives 0, false or nothing.</summary>
        /// <param name="signature">As <c>number trust(string, bool)</c>.</param>
        internal void Declare(string signature)
        {
            Match parts = Regex.Match(signature, @"^\s*(number|bool|string)\s+(\w+)\s*\(\s*(?:((?:number|bool|string)(?:\s*,\s*(?:number|bool|string))*)\s*)?\)\s*$");
            if (!parts.Success)
                throw new OjousamaException($"“{signature}” is no signature of a function", "Write one such as \"number trust(string, bool)\"");
            string[] taken = parts.Groups[3].Value.Split(',').Select(word => word.Trim()).Where(word => word.Length > 0).ToArray();
            if (!_added.TryAdd(parts.Groups[2].Value, Function.Of(parts.Groups[1].Value, taken)))
                throw new OjousamaException($"The function {parts.Groups[2].Value} is named twice", "Leave one out");
        }

        internal bool TryGet(string name, out Function function) => _added.TryGetValue(name, out function!) || Function.BuiltIn.TryGetValue(name, out function!);
    }
}
