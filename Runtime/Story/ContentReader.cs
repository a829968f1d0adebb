using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace Ojousama.Story
{
    /// <summary>Takes one row of a script apart: <c>絢音: ごきげんよう、{$name}さん。 &lt;&lt;if $met&gt;&gt; #line:tea01 #blush</c>.</summary>
    internal sealed class ContentReader
    {
        const string LineTag = "line:";

        static readonly Regex NamePattern = new Regex(@"^[^\s「」『』（）()\[\]。、！？!?…{}]{1,32}([ \u3000][^\s「」『』（）()\[\]。、！？!?…{}]{1,32}){0,3}$", RegexOptions.CultureInvariant);

        readonly RowCursor _row;
        readonly StringBuilder _literal = new StringBuilder();
        readonly MarkupTags _markup;

        /// <param name="row">At its start.</param>
        /// <param name="start">Where it stands.</param>
        public ContentReader(RowCursor row, SourcePlace start)
        {
            _row = row;
            Text = new LineText(start);
            _markup = new MarkupTags(row, _literal, Text);
        }

        /// <summary>Name on the plate; empty for the narrator.</summary>
        public string Speaker { get; private set; } = "";

        public LineText Text { get; }

        /// <summary>From &lt;&lt;if …&gt;&gt; or &lt;&lt;once&gt;&gt; at the end; null if there is none.</summary>
        public RowCondition? Condition { get; private set; }

        /// <summary>From #line:…; null if there is none.</summary>
        public string? Id { get; private set; }

        /// <summary>The other hashtags, without #.</summary>
        public List<string> Tags { get; } = new List<string>();

        /// <summary>Somebody's words.</summary>
        public ContentReader ReadLine() => Read(mayHaveSpeaker: true, isCommand: false);

        /// <summary>The text of an option, which nobody says yet.</summary>
        public ContentReader ReadOption() => Read(mayHaveSpeaker: false, isCommand: false);

        /// <summary>A command, whose colons, brackets and # are its own.</summary>
        public ContentReader ReadCommand() => Read(mayHaveSpeaker: false, isCommand: true);

        ContentReader Read(bool mayHaveSpeaker, bool isCommand)
        {
            bool isFirst = mayHaveSpeaker;
            while (!_row.IsAtEnd)
            {
                char c = _row.Current;
                if (c == '\\' && _row.At + 1 < _row.Text.Length)
                {
                    _literal.Append(Escaped(_row.Text[_row.At + 1]));
                    _row.At += 2;
                }
                else if (c == '{')
                {
                    ReadFormula(isFirst);
                    isFirst = false;
                }
                else if (!isCommand && c == '#')
                {
                    ReadTags();
                }
                else if (!isCommand && (c == '[' || c == ']'))
                {
                    _markup.Read();
                    isFirst = false;
                }
                else if (_row.Is("<<"))
                {
                    if (Condition != null)
                        throw _row.Here.Error("there is a second condition", "Join them with “and”");
                    Condition = _row.ReadCondition();
                }
                else if (isFirst && (c == ':' || c == '：') && IsBehindName())
                {
                    ReadSpeaker();
                    isFirst = false;
                }
                else
                {
                    if (Condition != null && !char.IsWhiteSpace(c))
                        throw _row.Here.Error("text stands behind a condition", "Put <<if …>> behind the text, before the hashtags");
                    isFirst &= c != ':';
                    _literal.Append(c);
                    _row.At++;
                }
            }

            string rest = _literal.ToString().TrimEnd();
            Text.Add(rest);
            _markup.End();
            if (Text.IsEmpty)
                throw Text.Place.Error("the row has no words", "Write some, or remove it");
            return this;
        }

        void ReadFormula(bool mayBeName)
        {
            SourcePlace place = _row.Here;
            bool isFirst = mayBeName && _literal.Length == 0;
            Text.Take(_literal);
            Text.Add(_row.ReadFormula());
            if (isFirst && (_row.Is(": ") || _row.Is("：")))
                throw place.Error("a formula stands where a name is wanted", "Write the name itself, or \\: to show a colon");
        }

        /// <summary>10:30 and http://… hold a colon, but no name.</summary>
        bool IsBehindName()
        {
            int at = _row.At;
            bool isTime = at > 0 && at + 1 < _row.Text.Length && char.IsDigit(_row.Text[at - 1]) && char.IsDigit(_row.Text[at + 1]);
            return !isTime && !_row.Is("://") && NamePattern.IsMatch(_literal.ToString().TrimEnd());
        }

        void ReadSpeaker()
        {
            if (_row.Current == '：')
                throw _row.Here.Error("a full-width colon stands behind a name", "Write the name with a half-width colon (:), or \\： to show a colon");
            Speaker = _literal.ToString().TrimEnd();
            _literal.Clear();
            _row.At++;
            _row.SkipBlanks();
        }

        void ReadTags()
        {
            while (!_row.IsAtEnd)
            {
                int start = _row.At++;
                while (!_row.IsAtEnd && _row.Current != '#' && !char.IsWhiteSpace(_row.Current))
                    _row.At++;
                AddTag(_row.Text.Substring(start, _row.At - start), _row.Place(start));
                _row.SkipBlanks();
            }
        }

        void AddTag(string word, SourcePlace place)
        {
            if (word[0] != '#' || word.Length == 1)
                throw place.Error($"“{word}” stands among the hashtags", "Put hashtags at the end of the row, or write \\# to show one");
            if (!word.StartsWith("#" + LineTag, StringComparison.Ordinal))
                Tags.Add(word.Substring(1));
            else if (word.Length == LineTag.Length + 1)
                throw place.Error("the id behind #line: is missing", "Write one such as #line:tea01");
            else if (Id != null)
                throw place.Error("the row has an id already", "Keep one #line:");
            else
                Id = word.Substring(LineTag.Length + 1);
        }

        /// <summary>Half-width brackets are markup in a text box, whatever stood before them.</summary>
        static char Escaped(char c) => c == '[' ? '［' : c == ']' ? '］' : c;
    }
}
