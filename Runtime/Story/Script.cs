using System.Collections.Generic;
using System.IO;
using Ojousama.Text;

namespace Ojousama.Story
{
    /// <summary>Authored scenes: nodes of lines, choices, conditions and free talks, in the syntax of Yarn Spinner.</summary>
    /// <remarks>
    /// <para>Understood: node headers, <c>Name: line</c>, <c>-> option &lt;&lt;if …&gt;&gt;</c>, if/elseif/else/endif, once/endonce, <c>=> line</c>, set, declare, jump, detour, return, stop, commands of
    /// the game's own, <c>{$x}</c>, <c>#line:id</c>, <c>// comments</c>, <c>visited("Node")</c>. The one addition is the free talk:
    /// <c>&lt;&lt;ojousama_topic $flag "word" "word"&gt;&gt;</c> and <c>&lt;&lt;ojousama_talk "id" turns [min max] ["character"] [$affection]&gt;&gt;</c>.</para>
    /// <para>Variables live in the game's state under their names without $, where gates of facts see them too.
    /// Immutable and thread-safe.</para>
    /// </remarks>
    public sealed class Script
    {
        internal Script(
            IReadOnlyList<Instruction> code, IReadOnlyDictionary<string, int> nodes, IReadOnlyDictionary<string, int> places, Variables variables, ISet<string> visited, IReadOnlyList<string> warnings)
        {
            Code = code;
            NodeStarts = nodes;
            Places = places;
            Variables = variables;
            Visited = visited;
            Warnings = warnings;
            Nodes = new List<string>(nodes.Keys);
        }

        /// <summary>Titles of all nodes, in the order of the files.</summary>
        public IReadOnlyList<string> Nodes { get; }

        /// <summary>What can be played but is hardly what the author meant, each with file, line, column and cure.</summary>
        public IReadOnlyList<string> Warnings { get; }

        internal IReadOnlyList<Instruction> Code { get; }

        internal IReadOnlyDictionary<string, int> NodeStarts { get; }

        /// <summary>Where to go on after the line, option or talk of an id.</summary>
        internal IReadOnlyDictionary<string, int> Places { get; }

        internal Variables Variables { get; }

        /// <summary>Nodes whose visits some formula asks for.</summary>
        internal ISet<string> Visited { get; }

        /// <summary>Reads a script.</summary>
        /// <param name="text">What stands in the file.</param>
        /// <param name="file">Its name, for errors.</param>
        /// <param name="functions">That its formulae may call; null for Yarn's alone.</param>
        /// <exception cref="OjousamaException">Names file, line, column and cure of the first mistake.</exception>
        public static Script Parse(string text, string file, ScriptFunctions? functions = null) => Parse(new[] { (text, file) }, functions);

        /// <summary>Reads a script of several files, whose nodes may jump to each other.</summary>
        /// <inheritdoc cref="Parse(string, string, ScriptFunctions)"/>
        public static Script Parse(IEnumerable<(string Text, string File)> files, ScriptFunctions? functions = null)
        {
            var builder = new ScriptBuilder(functions ?? new ScriptFunctions());
            foreach (var (read, file) in files)
            {
                string text = UnicodeText.Repair(read);
                int broken = text.IndexOf('\uFFFD');
                if (broken >= 0)
                    throw PlaceOf(text, broken, file).Error("a character was lost, because the file was not saved as UTF-8", "Save it as UTF-8");
                new ScriptParser(text, file, builder).Parse();
            }

            return builder.Build();
        }

        static SourcePlace PlaceOf(string text, int at, string file)
        {
            int line = text.Substring(0, at).Split('\n').Length, start = text.LastIndexOf('\n', at) + 1;
            return new SourcePlace(file, line, at - start + 1);
        }

        /// <summary>Reads script files.</summary>
        /// <param name="paths">The files, in UTF-8.</param>
        /// <exception cref="OjousamaException">A file is missing, or holds a mistake.</exception>
        public static Script Load(params string[] paths)
        {
            var files = new List<(string, string)>();
            foreach (string path in paths)
            {
                if (!File.Exists(path))
                    throw new OjousamaException($"There is no script {path}", "Check the path");
                files.Add((File.ReadAllText(path), path));
            }

            return Parse(files);
        }
    }
}
