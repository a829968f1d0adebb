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

        static readonly Regex NamePattern = new Regex(@"^[^\s「」『』\[\]。、{}]{1,32}([ \u3000][^\s「」『』\[\]。、{}]{1,32}){0,3}$", RegexOptions.CultureInvariant);

        static readonly char[] s_quotes = { '「', '『', '"', '“' };

        static readonly Regex FormulaPattern = new Regex(@"\{[^}]*\}", RegexOptions.CultureInvariant);

        readonly RowCursor _row;
        readonly StringBuilder _literal = new StringBuilder();
        readonly MarkupTags _markup;
        SourcePlace? _formula; // the first before a name's colon

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
                    ReadEscape(isCommand);
                }
                else if (c == '{')
                {
                    ReadFormula();
                }
                else if (!isCommand && c == '#')
                {
                    ReadTags();
                }
                else if (!isCommand && (c == '[' || c == ']'))
                {
                    SourcePlace place = _row.Here;
                    bool mayBeName = isFirst && NamePattern.IsMatch(Before(_row.At));
                    _markup.Read();
                    if (mayBeName && (_row.Is(": ") || _row.Is("：")))
                        throw place.Error("a tag stands between a name and its colon", "Put it behind the colon, or write \\: to show a colon");
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

        void ReadFormula()
        {
            _formula ??= _row.Here;
            Text.Take(_literal);
            Text.Add(_row.ReadFormula(), _markup.IsOff);
        }

        /// <summary>Signs may be escaped; a letter behind a backslash would be lost. A command keeps its backslashes for <see cref="CommandWords"/>.</summary>
        void ReadEscape(bool isCommand)
        {
            char next = _row.Text[_row.At + 1];
            bool isKept = isCommand && next != '{' && next != '}';
            if (!isCommand && char.IsLetterOrDigit(next))
                throw _row.Here.Error($"“\\{next}” means nothing", "Write \\\\ to show a backslash, and a row of its own for each line");
            _literal.Append(isKept ? "\\" + next : ShownBrackets.Show(next).ToString());
            _row.At += 2;
        }

        /// <summary>The row up to there, with a letter for each formula.</summary>
        string Before(int at) => FormulaPattern.Replace(_row.Text.Substring(0, at), "x").Trim();

        /// <summary>10:30 and http://… hold a colon, but no name.</summary>
        bool IsBehindName()
        {
            int at = _row.At;
            bool isTime = at > 0 && at + 1 < _row.Text.Length && char.IsDigit(_row.Text[at - 1]) && char.IsDigit(_row.Text[at + 1]);
            if (isTime || _row.Is("://"))
                return false;
            string before = _formula == null ? _literal.ToString().Trim() : Before(at);
            bool isName = NamePattern.IsMatch(before);
            if (_formula is SourcePlace formula)
            {
                if (isName && (_row.Is(": ") || _row.Is("：")))
                    throw formula.Error("a formula stands where a name is wanted", "Write the name itself, or \\: to show a colon");
                return false;
            }

            if (!isName && _row.Current == ':' && before.Length > 0 && before.IndexOfAny(s_quotes) < 0)
                _row.Warn(_row.Here, "what stands before this colon is too long for a name, or holds signs, and is shown", "Write a shorter name, or \\: to show a colon");
            return isName;
        }

        void ReadSpeaker()
        {
            if (_row.Current == '：')
                throw _row.Here.Error("a full-width colon stands behind a name", "Write the name with a half-width colon (:), or \\： to show a colon");
            Speaker = _literal.ToString().Trim();
            _literal.Clear();
            _row.At++;
            _row.SkipBlanks();
        }

        void ReadTags()
        {
            while (!_row.IsAtEnd)
            {
                int start = _row.At++;
                while (!_row.IsAtEnd && _row.Current != '#' && !_row.Is("<<") && !char.IsWhiteSpace(_row.Current))
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
    }
}
