using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Story
{
    /// <summary>Reads one file: recursive descent over its rows, by indentation.</summary>
    internal sealed class ScriptParser
    {
        const int TabWidth = 4;

        readonly List<Row> _rows = new List<Row>();
        readonly ScriptBuilder _builder;
        readonly CommandParser _commands;
        readonly string _file;
        string _node = "";
        int _at;

        public ScriptParser(string text, string file, ScriptBuilder builder)
        {
            _file = file;
            _builder = builder;
            _commands = new CommandParser(builder);
            bool isBehindBlank = false;
            string[] rows = text.TrimStart('\uFEFF').Replace("\r\n", "\n").Split('\n');
            for (int i = 0; i < rows.Length; i++)
            {
                AddRow(rows[i], i + 1, isBehindBlank);
                isBehindBlank = string.IsNullOrWhiteSpace(rows[i]);
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
            string title = ReadHeaders(start);
            _node = title;
            _builder.BeginNode(title, start);
            ParseBlock(0);
            if (IsAtEnd)
                throw start.Error($"the node “{title}” has no end", "Write === behind its last line");
            if (Here.Text != "===")
                throw Here.Place.Error($"{Here.Text} has no <<if>> before it", "Remove it, or add <<if …>>");
            _commands.EndNode();
            _builder.Add(new Instruction.Leave(title, null, Here.Place));
            _at++;
        }

        string ReadHeaders(SourcePlace start)
        {
            string title = "";
            bool isTracked = true;
            for (; !IsAtEnd && Here.Text != "---"; _at++)
            {
                int colon = Here.Text.IndexOf(':');
                if (colon < 0)
                    throw Here.Place.Error("a node begins with headers", "Write title: and a name, then a row of ---");
                string value = Here.Text.Substring(colon + 1).Trim();
                switch (Here.Text.Substring(0, colon).Trim())
                {
                    case "title" when title.Length > 0:
                        throw Here.Place.Error("the node has a title already", "Keep one, and end the node before it with ===");
                    case "title":
                        title = value;
                        break;
                    case "tracking" when value == "never":
                        isTracked = false;
                        break;
                    case "tracking" when value != "always":
                        throw Here.Place.Error($"“{value}” is no way of tracking", "Write tracking: always or tracking: never");
                    case "when":
                        throw Here.Place.Error("groups of nodes (when:) are not supported", "Choose among nodes with <<if>> and <<jump>>");
                }
            }

            if (IsAtEnd)
                throw start.Error("the headers of a node have no end", "Write a row of --- behind them");
            if (title.Length == 0 || title.Any(char.IsWhiteSpace))
                throw start.Error("a node has no title, or one with blanks", "Write one such as title: Tea");
            if (!isTracked)
                _builder.Untrack(title);
            _at++;
            return title;
        }

        /// <summary>Reads rows that stand at least so far right, up to the end of the node or to a command that belongs to an &lt;&lt;if&gt;&gt; outside.</summary>
        void ParseBlock(int indentation)
        {
            while (!IsAtEnd && Here.Text != "===" && Here.Indentation >= indentation)
            {
                if (Here.Text.StartsWith("->", StringComparison.Ordinal))
                    ParseOptions();
                else if (!Here.Text.StartsWith("<<", StringComparison.Ordinal))
                    ParseLine();
                else if (Here.Command == "if")
                    ParseIf(indentation);
                else if (Here.Command == "elseif" || Here.Command == "else" || Here.Command == "endif")
                    return;
                else
                    _commands.Read(_rows[_at++], _node);
            }
        }

        void ParseLine()
        {
            Row row = _rows[_at++];
            if (row.Text.StartsWith("=>", StringComparison.Ordinal))
                throw row.Place.Error("groups of lines (=>) are not supported, because a game that is loaded must go on as it was", "Use <<if>> and <<else>>");
            ContentReader content = Content(row.Text, row.Place).ReadLine();
            if (content.Condition != null)
                throw content.Condition.Place.Error("only options take a condition", "Put the line between <<if …>> and <<endif>>");
            string id = content.Id ?? _builder.IdOf(_node, row.Text);
            _builder.Add(new Instruction.Line(id, content.Speaker, content.Text, content.Tags));
            _builder.Mark(id, row.Place, _builder.Next);
        }

        void ParseOptions()
        {
            int indentation = Here.Indentation;
            var options = _builder.Add(new Instruction.Options());
            var ends = new List<Instruction.Goto>();
            while (!IsAtEnd && Here.Indentation == indentation && Here.Text.StartsWith("->", StringComparison.Ordinal) && !(Here.IsBehindBlank && options.Arms.Count > 0))
            {
                Row row = _rows[_at++];
                string text = row.Text.Substring(2).TrimStart();
                ContentReader content = Content(text, row.Place.Right(row.Text.Length - text.Length)).ReadOption();
                string id = content.Id ?? _builder.IdOf(_node, row.Text);
                options.Arms.Add(new Instruction.Arm(id, content.Text, content.Condition, _builder.Next));
                _builder.Mark(id, row.Place, _builder.Next);
                ParseBlock(indentation + 1);
                ends.Add(_builder.Add(new Instruction.Goto()));
            }

            foreach (Instruction.Goto end in ends)
                end.Target = _builder.Next;
            options.End = _builder.Next;
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

        void AddRow(string raw, int line, bool isBehindBlank)
        {
            int comment = RowScanner.CommentStart(raw);
            string row = (comment < 0 ? raw : raw.Substring(0, comment)).TrimEnd();
            string text = row.TrimStart();
            if (text.Length == 0)
                return;
            int blanks = row.Length - text.Length, indentation = 0;
            for (int i = 0; i < blanks; i++)
                indentation += row[i] == '\t' ? TabWidth : 1;
            _rows.Add(new Row(text, indentation, isBehindBlank, new SourcePlace(_file, line, blanks + 1)));
        }
    }
}
