using System;
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
        readonly HashSet<string> _untracked = new HashSet<string>();
        readonly List<string> _warnings = new List<string>();

        /// <summary>Nodes that visited() asked for.</summary>
        public List<(string Node, SourcePlace Place)> Visited { get; } = new List<(string, SourcePlace)>();

        public VariableCollector Variables { get; } = new VariableCollector();

        /// <summary>Index of the instruction that comes next.</summary>
        public int Next => _code.Count;

        public T Add<T>(T instruction)
            where T : Instruction
        {
            _code.Add(instruction);
            if (instruction is Instruction.Set set)
                Variables.Add(set);
            return instruction;
        }

        /// <summary>Reads a formula, and keeps in mind which nodes it asks for.</summary>
        public Formula Parse(string formula, SourcePlace place) => Parse(new FormulaParser(formula, place), p => p.Parse());

        public T Parse<T>(FormulaParser parser, Func<FormulaParser, T> parse)
        {
            T parsed = parse(parser);
            Visited.AddRange(parser.Visited);
            return parsed;
        }

        /// <summary>Something that can be played, but is hardly what the author meant.</summary>
        public void Warn(SourcePlace place, string problem, string remedy) => _warnings.Add(place.Error(problem, remedy).Message);

        /// <summary>The visits of a node are not counted.</summary>
        public void Untrack(string title) => _untracked.Add(title);

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

        /// <exception cref="OjousamaException">Something does not fit together.</exception>
        public Script Build()
        {
            Variables variables = Variables.Build();
            foreach (Instruction instruction in _code)
            {
                instruction.Check(variables);
                if (instruction is Instruction.Leave leave && leave.Next != null)
                    EnsureNode(leave.Next, leave.Place);
            }

            var visited = new HashSet<string>();
            foreach (var (node, place) in Visited)
            {
                EnsureNode(node, place);
                visited.Add(node);
            }

            visited.ExceptWith(_untracked);

            return new Script(_code, _nodes, _places, variables, visited, _warnings);
        }

        void EnsureNode(string node, SourcePlace place)
        {
            if (!_nodes.ContainsKey(node))
                throw place.Error($"there is no node “{node}”", $"Write one of: {string.Join(", ", _nodes.Keys)}");
        }
    }
}
