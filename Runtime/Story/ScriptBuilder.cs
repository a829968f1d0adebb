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
        readonly Dictionary<string, Instruction.Group> _groups = new Dictionary<string, Instruction.Group>();
        readonly HashSet<(string, string)> _subtitles = new HashSet<(string, string)>();
        readonly HashSet<string> _untracked = new HashSet<string>();
        readonly List<string> _warnings = new List<string>();
        readonly ScriptFunctions _functions;

        /// <param name="functions">Yarn's and the game's.</param>
        public ScriptBuilder(ScriptFunctions functions) => _functions = functions;

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
        public Formula Parse(string formula, SourcePlace place) => Parse(formula, place, p => p.Parse());

        /// <summary>As <see cref="FormulaParser.ParseDeclaration"/>.</summary>
        public (Formula Value, string Kind, SourcePlace KindPlace) ParseDeclaration(string text, SourcePlace place) => Parse(text, place, p => p.ParseDeclaration());

        T Parse<T>(string text, SourcePlace place, Func<FormulaParser, T> parse)
        {
            var parser = new FormulaParser(text, place, _functions);
            T parsed = parse(parser);
            Visited.AddRange(parser.Visited);
            return parsed;
        }

        /// <summary>Something that can be played, but is hardly what the author meant.</summary>
        public void Warn(SourcePlace place, string problem, string remedy) => _warnings.Add(place.Error(problem, remedy).Message);

        /// <summary>Nodes of a group may have a name of their own each.</summary>
        public void NameWithin(string title, string subtitle, SourcePlace place)
        {
            if (!_subtitles.Add((title, subtitle)))
                throw place.Error($"another node “{title}” has the subtitle “{subtitle}”", "Give each of them one of its own, or none");
        }

        /// <summary>The visits of a node are not counted.</summary>
        public void Untrack(string title) => _untracked.Add(title);

        /// <param name="title">Nodes of a group share one.</param>
        /// <param name="place">For errors.</param>
        /// <param name="when">When a node of a group may come; null for always.</param>
        /// <param name="isGrouped">Whether it has a when:.</param>
        /// <returns>An id of the node alone.</returns>
        public string BeginNode(string title, SourcePlace place, RowCondition? when, bool isGrouped)
        {
            bool isFirst = _nodes.TryAdd(title, Next);
            bool hasGroup = _groups.TryGetValue(title, out Instruction.Group? group);
            if (!isFirst && isGrouped != hasGroup)
                throw place.Error($"another node “{title}” is no group with this one", "Give each of them a when:, if only when: always");
            if (!isFirst && !isGrouped)
                throw place.Error($"there is another node “{title}”", "Give each node a title of its own, or a when: to choose among them");
            if (!isGrouped)
                return title;
            if (!hasGroup)
                _groups.Add(title, group = new Instruction.Group());
            string id = $"{title}/{group!.Arms.Count + 1}";
            group.Arms.Add(new Instruction.GroupArm(id, when, Next));
            return id;
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
            ShadowLines.Check(_code);
            AddGroups();
            Variables variables = Variables.Build();
            foreach (Instruction instruction in _code)
            {
                instruction.Check(variables);
                if (instruction is Instruction.Leave leave && leave.Next != null)
                    EnsureNode(leave.Next, leave.Place);
                else if (instruction is Instruction.Detour detour)
                    EnsureNode(detour.Next, detour.Place);
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

        /// <summary>Who goes to a group of nodes comes to where one of them is chosen; if none may come, the script ends, or comes back.</summary>
        void AddGroups()
        {
            foreach (var (title, group) in _groups)
            {
                _nodes[title] = Next;
                _code.Add(group);
                group.End = Next;
                _code.Add(new Instruction.Leave(title, null, default) { Returns = true });
            }
        }

        void EnsureNode(string node, SourcePlace place)
        {
            if (!_nodes.ContainsKey(node))
                throw place.Error($"there is no node “{node}”", $"Write one of: {string.Join(", ", _nodes.Keys)}");
        }
    }
}
