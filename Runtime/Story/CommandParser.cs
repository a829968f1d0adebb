using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Ojousama.Dialogue;

namespace Ojousama.Story
{
    /// <summary>Reads the commands that stand in a row of their own, all but those of conditions.</summary>
    internal sealed class CommandParser
    {
        static readonly Dictionary<string, string> Misspellings = new Dictionary<string, string>
        {
            ["elif"] = "elseif …", ["elsif"] = "elseif …", ["else_if"] = "elseif …", ["else-if"] = "elseif …", ["end_if"] = "endif", ["end-if"] = "endif", ["end if"] = "endif",
        };

        static readonly Dictionary<string, string> Keywords = new[]
        {
            "if", "elseif", "else", "endif", "once", "endonce", "set", "declare", "jump", "detour", "return", "stop", "enum", "endenum", "call", "ojousama_topic", "ojousama_talk",
        }.ToDictionary(k => k);

        const int DefaultFall = -3, DefaultRise = 3;

        readonly ScriptBuilder _builder;
        readonly List<TalkTopic> _topics = new List<TalkTopic>(); // for the talk that follows
        SourcePlace _topicPlace;

        public CommandParser(ScriptBuilder builder) => _builder = builder;

        public void Read(Row row, string node)
        {
            (string text, SourcePlace place) = row.Arguments();
            switch (row.Command)
            {
                case "set":
                    ReadSet(text, place);
                    break;
                case "declare":
                    ReadDeclare(text, place);
                    break;
                case "jump":
                    _builder.Add(new Instruction.Leave(node, Title(row), place));
                    break;
                case "stop":
                    row.RefuseArguments("Write <<stop>>");
                    _builder.Add(new Instruction.Leave(node, null, place));
                    break;
                case "ojousama_topic":
                    ReadTopic(text, place);
                    break;
                case "ojousama_talk":
                    ReadTalk(text, place);
                    break;
                case "detour":
                    string id = _builder.IdOf(node, row.Text);
                    _builder.Add(new Instruction.Detour(id, node, Title(row), place));
                    _builder.Mark(id, row.Place, _builder.Next);
                    break;
                case "return":
                    row.RefuseArguments("Write <<return>>");
                    _builder.Add(new Instruction.Leave(node, null, place) { Returns = true });
                    break;
                case "case":
                case "endenum":
                    throw row.Place.Error($"<<{row.Command}>> stands outside of an enum", "Write <<enum …>>, its cases one after the other, and <<endenum>>");
                case "call":
                    throw row.Place.Error("<<call>> of Yarn Spinner is not supported", "Make it a command of your own, such as <<background garden>>; functions only give values here");
                case "":
                    throw row.Place.Error("a command has no name", "Write one such as <<background garden>>");
                default:
                    RefuseMisspelling(row);
                    (string whole, SourcePlace start) = row.WholeCommand();
                    _builder.Add(new Instruction.Command(new ContentReader(new RowCursor(whole, start, _builder), start).ReadCommand().Text));
                    break;
            }
        }

        /// <summary>Topics belong to a talk of the same node.</summary>
        public void EndNode()
        {
            if (_topics.Count > 0)
                throw _topicPlace.Error("no talk follows this topic", "Put <<ojousama_talk …>> behind it, in the same node");
        }

        /// <summary>Any name is a command of the game's own, but one that is nearly Yarn's is more likely a slip.</summary>
        static void RefuseMisspelling(Row row)
        {
            int end = row.Command.IndexOfAny(new[] { '(', '$', '=' });
            string word = string.Concat((end < 0 ? row.Command : row.Command.Substring(0, end)).ToLowerInvariant()
                .Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.Format)); // a blank of no width, say
            word = word.TrimStart('<').TrimEnd(':', ';');
            if (word == "end" && row.Arguments().Text == "if")
                word = "end if";
            if (word.StartsWith("ojousama", StringComparison.Ordinal) && !Keywords.ContainsKey(word))
                throw row.Place.Error($"<<{row.Command}>> is not known", "Write <<ojousama_topic …>> or <<ojousama_talk …>>");
            if (Misspellings.TryGetValue(word, out string? meant) || Keywords.TryGetValue(word, out meant))
                throw row.Place.Error($"<<{row.Command}>> is not known", $"Write <<{meant}>>, in small letters and with a blank behind its name");
            if (row.Command.StartsWith("<", StringComparison.Ordinal))
                throw row.Place.Error("a command begins with a < too many", $"Write <<{word} …>>");
        }

        string Title(Row row)
        {
            (string text, SourcePlace place) = row.Arguments();
            if (text.StartsWith("{", StringComparison.Ordinal) && text.EndsWith("}", StringComparison.Ordinal))
            {
                Formula title = _builder.Parse(text.Substring(1, text.Length - 2), place.Right(1));
                var none = new Variables(new EnumTable());
                if (title.IsConstant && title.Check(none) == ValueKind.Text)
                    return title.Evaluate(none, new Saving.GameState()).Text;
            }

            if (text.StartsWith("{", StringComparison.Ordinal))
                throw place.Error("a node named by a formula is not supported, because then nobody could check that it is there", "Write a title, and choose with <<if>>");
            return text.Length > 0 ? text : throw place.Error($"the node of <<{row.Command}>> is missing", $"Write its title: <<{row.Command} Tea>>");
        }

        void ReadSet(string text, SourcePlace place)
        {
            (string name, int end) = Variable(text, place);
            string rest = text.Substring(end).TrimStart();
            int at = text.Length - rest.Length;
            foreach (string sign in new[] { "+=", "-=", "*=", "/=", "%=", "=", "to" })
            {
                if (!rest.StartsWith(sign, StringComparison.Ordinal) || (sign == "to" && rest.Length > 2 && IsNameCharacter(rest[2])))
                    continue;
                Formula operand = _builder.Parse(rest.Substring(sign.Length), place.Right(at + sign.Length));
                bool changes = sign.Length == 2 && sign[1] == '=';
                Formula value = changes
                    ? new Formula.Binary(place.Right(at), sign.Substring(0, 1), new Formula.Variable(place, name), operand)
                    : operand;
                _builder.Add(new Instruction.Set(place, name, value, operand) { Adds = sign == "+=" || sign == "-=" });
                return;
            }

            throw place.Right(at).Error("= or “to” is missing", $"Write <<set ${name} = 1>>");
        }

        void ReadDeclare(string text, SourcePlace place)
        {
            (string name, int end) = Variable(text, place);
            string rest = text.Substring(end).TrimStart();
            int at = text.Length - rest.Length;
            int sign = rest.StartsWith("=", StringComparison.Ordinal) ? 1 : rest.StartsWith("to ", StringComparison.Ordinal) ? 2 : 0;
            if (sign == 0)
                throw place.Right(at).Error("the first value is missing", $"Write <<declare ${name} = 0>>");
            var (value, kind, kindPlace) = _builder.ParseDeclaration(rest.Substring(sign), place.Right(at + sign));
            _builder.Variables.Add(new VariableCollector.Declaration(name, value, kind, kindPlace, place));
        }

        void ReadTopic(string text, SourcePlace place)
        {
            IReadOnlyList<string> words = CommandWords.Split(text);
            bool isWhole = words.Count > 1 && words[0].Length > 1 && words[0][0] == '$' && words[0].Skip(1).All(IsNameCharacter);
            if (!isWhole || words.Any(string.IsNullOrWhiteSpace))
                throw place.Error("a topic is a variable and the words that tell it", "Write <<ojousama_topic $talked_tea \"紅茶\" \"お茶\">>");
            string flag = words[0].Substring(1);
            _builder.Variables.Infer(flag, ValueKind.Truth, place);
            _topics.Add(new TalkTopic(flag, new List<string>(words).GetRange(1, words.Count - 1)));
            _topicPlace = place;
        }

        void ReadTalk(string text, SourcePlace place)
        {
            const string example = "Write <<ojousama_talk \"tea\" 4>>, or <<ojousama_talk \"tea\" 4 -2 5 \"美咲\">> to say how much affection may change, and who talks";
            var words = new List<string>(CommandWords.Split(text));
            string variable = Variables.Affection;
            if (words.Count > 2 && words[words.Count - 1].StartsWith("$", StringComparison.Ordinal))
            {
                variable = words[words.Count - 1].Substring(1);
                words.RemoveAt(words.Count - 1);
                if (variable.Length == 0 || !variable.All(IsNameCharacter))
                    throw place.Error($"“${variable}” is no variable", "Write one such as $affection");
            }

            string character = "";
            if (words.Count > 2 && !Int(words[words.Count - 1], out _))
            {
                character = words[words.Count - 1];
                words.RemoveAt(words.Count - 1);
            }

            bool isWhole = (words.Count == 2 || words.Count == 4) && words[0].Length > 0;
            int turns = 0, min = DefaultFall, max = DefaultRise;
            if (!isWhole || !Int(words[1], out turns) || (words.Count == 4 && !(Int(words[2], out min) && Int(words[3], out max))))
                throw place.Error("a talk is an id and a number of turns", example);
            if (turns < 1 || min > 0 || max < 0)
                throw place.Error($"a talk of {turns} turns with affection from {min} to {max} makes no sense", "Give it a turn at least, and a range that holds 0");
            var talk = new Instruction.Talk(words[0], character, turns, new AffectionRange(min, max), variable, _topics.ToArray());
            _topics.Clear();
            _builder.Variables.Infer(variable, ValueKind.Number, place);
            _builder.Mark(talk.Id, place, _builder.Next);
            _builder.Add(talk);
            _builder.Mark(talk.EndId, place, _builder.Next);
            _builder.Add(new Instruction.TalkEnd());
        }

        static bool Int(string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

        static (string Name, int End) Variable(string text, SourcePlace place)
        {
            int end = 1;
            while (end < text.Length && IsNameCharacter(text[end]))
                end++;
            if (text.Length < 2 || text[0] != '$' || end == 1)
                throw place.Error("a variable is missing", "Write one such as $affection");
            return (text.Substring(1, end - 1), end);
        }

        static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
    }
}
