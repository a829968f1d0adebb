using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Options, groups of lines, and what comes but once.</summary>
    internal sealed partial class ScriptParser
    {
        const string Option = "->", GroupedLine = "=>";

        static readonly Regex s_link = new Regex(@"^\[\[[^\[\]]+\]\]$", RegexOptions.CultureInvariant);

        bool IsAt(string arrow) => Here.Text.StartsWith(arrow, StringComparison.Ordinal);

        /// <summary>Rows behind the same arrow, at the same indentation, with no blank row between them.</summary>
        void ParseArrows(string arrow, Action end, Action<Row, ContentReader, string> addArm)
        {
            int indentation = Here.Indentation;
            var ends = new List<Instruction.Goto>();
            do
            {
                Row row = _rows[_at++];
                FullWidthSigns.WarnOf(row, _builder);
                string text = row.Text.Substring(arrow.Length).TrimStart();
                ContentReader content = Content(text, row.Place.Right(row.Text.Length - text.Length));
                _ = arrow == Option ? content.ReadOption() : content.ReadLine();
                string id = content.Id ?? _builder.IdOf(_node, row.Text);
                addArm(row, content, id);
                ParseBlock(indentation + 1);
                ends.Add(_builder.Add(new Instruction.Goto()));
            }
            while (!IsAtEnd && Here.Indentation == indentation && IsAt(arrow) && !Here.IsBehindBlank);

            foreach (Instruction.Goto goOn in ends)
                goOn.Target = _builder.Next;
            end();
        }

        void ParseOptions()
        {
            var options = _builder.Add(new Instruction.Options());
            ParseArrows(Option, () => options.End = _builder.Next, (row, content, id) =>
            {
                options.Arms.Add(new Instruction.Arm(id, content.Text, content.Tags, content.Condition?.Formula(Variables.OnceOf(id)), _builder.Next));
                _builder.Mark(id, row.Place, _builder.Next);
                NoteOnce(content.Condition, id);
            });
        }

        void ParseLineGroup()
        {
            var group = _builder.Add(new Instruction.Group());
            ParseArrows(GroupedLine, () => group.End = _builder.Next, (row, content, id) =>
            {
                group.Arms.Add(new Instruction.GroupArm(id, content.Condition, _builder.Next));
                NoteOnce(content.Condition, id);
                AddLine(content, id, row.Place);
            });
        }

        void ParseLine()
        {
            Row row = _rows[_at++];
            if (s_link.IsMatch(row.Text))
                throw row.Place.Error("links belong to Yarn Spinner 1", "Write <<jump Node>>, or -> and the words with <<jump Node>> indented below; \\[ shows a bracket");
            FullWidthSigns.WarnOf(row, _builder);
            ContentReader content = Content(row.Text, row.Place).ReadLine();
            string id = content.Id ?? _builder.IdOf(_node, row.Text);
            Instruction.Goto? skip = content.Condition == null ? null : _builder.Add(new Instruction.Goto(content.Condition.Formula(Variables.OnceOf(id))));
            NoteOnce(content.Condition, id);
            AddLine(content, id, row.Place);
            if (skip != null)
                skip.Target = _builder.Next;
        }

        void AddLine(ContentReader content, string id, SourcePlace place)
        {
            _builder.Add(new Instruction.Line(id, content.Speaker, content.Text, content.Tags));
            _builder.Mark(id, place, _builder.Next);
        }

        /// <summary>&lt;&lt;once&gt;&gt; … &lt;&lt;else&gt;&gt; … &lt;&lt;endonce&gt;&gt;.</summary>
        void ParseOnce(int indentation)
        {
            Row start = _rows[_at++];
            (string text, SourcePlace place) = start.Arguments();
            RowCondition condition = RowCondition.TryRead(("once " + text).TrimEnd(), place.Right(-"once ".Length), _builder)
                ?? throw place.Error($"“{text}” does not belong to <<once>>", "Write <<once>>, or <<once if …>>");
            string id = _builder.IdOf(_node, start.Text + (IsAtEnd ? "" : Here.Text)); // what follows tells one <<once>> from another
            _builder.Mark(id, start.Place, _builder.Next);
            Instruction.Goto skip = _builder.Add(new Instruction.Goto(condition.Formula(Variables.OnceOf(id))));
            NoteOnce(condition, id);
            ParseBlock(indentation);
            if (!IsAtEnd && Here.Command == "else")
            {
                Here.RefuseArguments("Write <<else>>");
                _at++;
                Instruction.Goto end = _builder.Add(new Instruction.Goto());
                skip.Target = _builder.Next;
                ParseBlock(indentation);
                skip = end;
            }

            if (IsAtEnd || Here.Command != "endonce")
                throw start.Place.Error("this <<once>> has no end", "Write <<endonce>> behind its last line, not further left than the <<once>>");
            Here.RefuseArguments("Write <<endonce>>");
            _at++;
            skip.Target = _builder.Next;
        }

        void NoteOnce(RowCondition? condition, string id)
        {
            if (condition == null || !condition.IsOnce)
                return;
            var seen = new Formula.Constant(condition.Place, Value.Of(true));
            _builder.Add(new Instruction.Set(condition.Place, Variables.OnceOf(id), seen, seen));
        }
    }
}
