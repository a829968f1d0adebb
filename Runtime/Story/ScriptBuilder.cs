using System.Collections.Generic;

namespace Ojousama.Story
{
    /// <summary>Collects what parsers read, and checks it as a whole once all files are in.</summary>
    internal sealed class ScriptBuilder
    {
        readonly List<Instruction> _code = new List<Instruction>();
        readonly Dictionary<string, int> _nodes = new Dictionary<string, int>();
        readonly Dictionary<string, int> _places = new Dictionary<string, int>();
        readonly Dictionary<string, SourcePlace> _ids = new Dictionary<string, SourcePlace>();
        readonly Variables _variables = new Variables();
        readonly List<(string Name, Formula Value)> _sets = new List<(string, Formula)>();

        /// <summary>Nodes that visited() asked for.</summary>
        public List<(string Node, SourcePlace Place)> Visited { get; } = new List<(string, SourcePlace)>();

        /// <summary>Index of the instruction that comes next.</summary>
        public int Next => _code.Count;

        public T Add<T>(T instruction)
            where T : Instruction
        {
            _code.Add(instruction);
            if (instruction is Instruction.Set set)
                _sets.Add((set.Name, set.Value));
            return instruction;
        }

        public void BeginNode(string title, SourcePlace place)
        {
            if (!_nodes.TryAdd(title, Next))
                throw place.Error($"there is another node “{title}”", "Give each node a title of its own");
        }

        /// <summary>Makes a place findable by a saved game.</summary>
        /// <param name="id">From #line:, or of a talk.</param>
        /// <param name="place">For errors.</param>
        /// <param name="target">Where the script goes on after it.</param>
        public void Mark(string id, SourcePlace place, int target)
        {
            if (_ids.TryGetValue(id, out SourcePlace other))
                throw place.Error($"the id “{id}” stands on line {other.Line} of {other.File} already", "Give every line and every talk an id of its own");
            _ids.Add(id, place);
            _places.Add(id, target);
        }

        /// <summary>An id for a row that has none: the same as long as the row itself stays the same, whatever changes around it.</summary>
        public string IdOf(string node, string row)
        {
            ulong hash = 14695981039346656037; // FNV-1a, 64 bits
            foreach (char c in row)
                hash = (hash ^ c) * 1099511628211;
            string id = $"{node}/{(uint)(hash ^ (hash >> 32)):x8}";
            string free = id;
            for (int i = 2; _ids.ContainsKey(free); i++)
                free = $"{id}.{i}";
            return free;
        }

        public void Declare(string name, Formula value, SourcePlace place)
        {
            if (_variables.TryKind(name, out ValueKind known) && known != value.Check(_variables))
                throw place.Error($"${name} has another kind of value elsewhere", "Give it the same kind of value everywhere");
            _variables.Declare(name, value.Evaluate(_variables, new Saving.GameState()));
        }

        /// <summary>A variable that a talk sets.</summary>
        public void Infer(string name, ValueKind kind, SourcePlace place)
        {
            _variables.Infer(name, kind);
            _variables.TryKind(name, out ValueKind known);
            if (known != kind)
                throw place.Error($"${name} holds another kind of value elsewhere", "Name another variable");
        }

        /// <exception cref="OjousamaException">Something does not fit together.</exception>
        public Script Build()
        {
            InferVariables();
            foreach (Instruction instruction in _code)
            {
                instruction.Check(_variables);
                if (instruction is Instruction.Leave leave && leave.Next != null)
                    EnsureNode(leave.Next, leave.Place);
            }

            var visited = new HashSet<string>();
            foreach (var (node, place) in Visited)
            {
                EnsureNode(node, place);
                visited.Add(node);
            }

            return new Script(_code, _nodes, _places, _variables, visited);
        }

        /// <summary>A variable that is only set gets the kind of what it is set to, which may hang on other variables.</summary>
        void InferVariables()
        {
            for (bool isNew = true; isNew;)
            {
                isNew = false;
                foreach (var (name, value) in _sets)
                {
                    if (_variables.TryKind(name, out _))
                        continue;
                    try
                    {
                        _variables.Infer(name, value.Check(_variables));
                        isNew = true;
                    }
                    catch (OjousamaException)
                    {
                        // It names a variable that another set may give a kind yet; if none does, the check that follows tells.
                    }
                }
            }

            foreach (var (name, value) in _sets)
            {
                if (!_variables.TryKind(name, out _))
                    value.Check(_variables);
            }
        }

        void EnsureNode(string node, SourcePlace place)
        {
            if (!_nodes.ContainsKey(node))
                throw place.Error($"there is no node “{node}”", $"Write one of: {string.Join(", ", _nodes.Keys)}");
        }
    }
}
