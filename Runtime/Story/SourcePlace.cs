namespace Ojousama.Story
{
    /// <summary>A place in a script file, for errors.</summary>
    internal readonly struct SourcePlace
    {
        public SourcePlace(string file, int line, int column)
        {
            File = file;
            Line = line;
            Column = column;
        }

        public string File { get; }

        /// <summary>From 1.</summary>
        public int Line { get; }

        /// <summary>From 1, in UTF-16 units.</summary>
        public int Column { get; }

        public SourcePlace Right(int characters) => new SourcePlace(File, Line, Column + characters);

        /// <summary>In the form that editors make a link of: Tea.yarn(12,5): …</summary>
        public OjousamaException Error(string problem, string remedy) => new OjousamaException($"{File}({Line},{Column}): {problem}", remedy);
    }
}
