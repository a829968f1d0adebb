using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Story
{
    /// <summary>Reads one file: recursive descent over its rows, by indentation.</summary>
    internal sealed partial class ScriptParser
    {
        const int Deepest = 100;
        const string NotInTitles = "[]{}<>|:#$\"";

        static readonly HashSet<string> s_headers = new HashSet<string> { "title", "subtitle", "tracking", "when" };

        readonly List<Row> _rows = new List<Row>();
        readonly ScriptBuilder _builder;
        readonly CommandParser _commands;
        readonly string _file;
        string _node = "";
        int _at, _depth;

        public ScriptParser(string text, string file, ScriptBuilder builder)
        {
            _file = file;
            _builder = builder;
            _commands = new CommandParser(builder);
            bool isBehindBlank = false;
            string[] rows = text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
            for (int i = 0; i < rows.Length; i++)
            {
                isBehindBlank |= string.IsNullOrWhiteSpace(rows[i]);
                isBehindBlank &= !AddRow(rows[i], i + 1, isBehindBlank); // a comment neither blanks nor ends the blank
            }
        }

        bool IsAtEnd => _at == _rows.Count;

        Row Here => _rows[_at];

        /// <exception cref="OjousamaException">The first mistake.</exception>
        public void Parse()
        {
            while (!IsAtEnd && Here.Text[0] == '#')
                _at++; // hashtags of the file
            if (IsAtEnd)
                throw new SourcePlace(_file, 1, 1).Error("the script is empty", "Begin it with a node: title: Start, a row of ---, lines, a row of ===");
            while (!IsAtEnd)
                ParseNode();
        }

        void ParseNode()
        {
            SourcePlace start = Here.Place;
            string title = ReadHeaders(start, out RowCondition? when, out bool isGrouped);
            _node = title;
            string id = _builder.BeginNode(title, start, when, isGrouped);
            NoteOnce(when, id);
            ParseBlock(0);
            if (IsAtEnd)
                throw start.Error($"the node “{title}” has no end", "Write === behind its last line");
            if (Here.Text != "===")
                throw Here.Place.Error($"{Here.Text} has no <<if>> or <<once>> before it", "Remove it, or add <<if …>>");
            _commands.EndNode();
            _builder.Add(new Instruction.Leave(title, null, Here.Place) { Returns = true });
            _at++;
        }

        string ReadHeaders(SourcePlace start, out RowCondition? when, out bool isGrouped)
        {
            when = null;
            isGrouped = false;
            string title = "";
            bool isTracked = true;
            (string Name, SourcePlace Place)? subtitle = null;
            for (; !IsAtEnd && Here.Text != "---"; _at++)
            {
                int colon = Here.Text.IndexOf(':');
                if (colon < 0)
                    throw Here.Place.Error("a node begins with headers", "Write title: and a name, then a row of ---");
                string name = Here.Text.Substring(0, colon).Trim(), value = Here.Text.Substring(colon + 1).Trim();
                switch (name)
                {
                    case "title" when title.Length > 0:
                        throw Here.Place.Error("the node has a title already", "Keep one, and end the node before it with ===");
                    case "title":
                        title = value;
                        break;
                    case "subtitle" when value.Length > 0:
                        subtitle = (value, Here.Place);
                        break;
                    case "tracking" when value == "never":
                        isTracked = false;
                        break;
                    case "tracking" when value != "always":
                        throw Here.Place.Error($"“{value}” is no way of tracking", "Write tracking: always or tracking: never");
                    case "when" when isGrouped:
                        throw Here.Place.Error("the node has a when: already", "Join the conditions with “and”");
                    case "when":
                        isGrouped = true;
                        when = ReadWhen(value, Here.Place.Right(Here.Text.Length - value.Length));
                        break;
                    default:
                        if (s_headers.Contains(name.ToLowerInvariant()) && !s_headers.Contains(name))
                            throw Here.Place.Error($"the header {name}: is not known", $"Write {name.ToLowerInvariant()}:, in small letters");
                        break;
                }
            }

            if (IsAtEnd)
                throw start.Error("the headers of a node have no end", "Write a row of --- behind them");
            if (title.Length == 0 || title.Any(c => char.IsWhiteSpace(c) || NotInTitles.IndexOf(c) >= 0))
                throw start.Error("a node has no title, or one with blanks or signs", "Write one such as title: Tea, of letters and digits");
            if (!isTracked)
                _builder.Untrack(title);
            if (subtitle is { } own)
                _builder.NameWithin(title, own.Name, own.Place);
            _at++;
            return title;
        }

        RowCondition? ReadWhen(string value, SourcePlace place)
        {
            if (value.Length == 0)
                throw place.Error("the condition of when: is missing", "Write one such as when: $affection >= 40, when: once, or when: always");
            return value == "always" ? null : RowCondition.TryRead(value, place, _builder) ?? RowCondition.Of(value, place, _builder);
        }

        /// <summary>Reads rows that stand at least so far right, up to the end of the node or to a command that belongs to an &lt;&lt;if&gt;&gt; outside.</summary>
        void ParseBlock(int indentation)
        {
            if (++_depth > Deepest)
                throw (IsAtEnd ? _rows[_at - 1] : Here).Place.Error($"more than {Deepest} choices or conditions stand within each other", "Move the inner ones to a node of their own");
            while (!IsAtEnd && Here.Text != "===" && Here.Indentation >= indentation)
            {
                if (Here.Text == "---")
                    throw Here.Place.Error("the node before these headers has no end", "Write === above them, or \\--- to show dashes");
                if (IsAt(Option))
                    ParseOptions();
                else if (IsAt(GroupedLine))
                    ParseLineGroup();
                else if (!Here.Text.StartsWith("<<", StringComparison.Ordinal))
                    ParseLine();
                else if (Here.Command == "if")
                    ParseIf(indentation);
                else if (Here.Command == "enum")
                    ParseEnum();
                else if (Here.Command == "once")
                    ParseOnce(indentation);
                else if (Here.Command == "elseif" || Here.Command == "else" || Here.Command == "endif" || Here.Command == "endonce")
                    break;
                else
                    _commands.Read(_rows[_at++], _node);
            }

            _depth--;
        }

        void ParseIf(int indentation)
        {
            SourcePlace start = Here.Place;
            var ends = new List<Instruction.Goto>();
            bool hasElse = false;
            while (true)
            {
                string command = Here.Command;
                Instruction.Goto? next = command == "else" ? null : _builder.Add(new Instruction.Goto(Condition(_rows[_at])));
                hasElse = command == "else";
                if (hasElse)
                    Here.RefuseArguments("Write <<elseif …>> for a condition");
                _at++;
                ParseBlock(indentation);
                bool isOpen = IsAtEnd || (Here.Command != "elseif" && Here.Command != "else" && Here.Command != "endif");
                if (isOpen)
                    throw start.Error("this <<if>> has no end", "Write <<endif>> behind its last line, not further left than the <<if>>");
                if (hasElse && Here.Command != "endif")
                    throw Here.Place.Error($"<<{Here.Command}>> stands behind <<else>>", "Write <<endif>>");
                if (Here.Command != "endif")
                    ends.Add(_builder.Add(new Instruction.Goto()));
                if (next != null)
                    next.Target = _builder.Next;
                if (Here.Command != "endif")
                    continue;
                Here.RefuseArguments("Write <<endif>>");
                _at++;
                break;
            }

            foreach (Instruction.Goto end in ends)
                end.Target = _builder.Next;
        }

        Formula Condition(Row row)
        {
            (string text, SourcePlace place) = row.Arguments();
            if (text.Length == 0)
                throw row.Place.Error($"the condition of <<{row.Command}>> is missing", "Write one such as <<if $affection >= 40>>");
            return _builder.Parse(text, place);
        }

        ContentReader Content(string text, SourcePlace place) => new ContentReader(new RowCursor(text, place, _builder), place);
    }
}
