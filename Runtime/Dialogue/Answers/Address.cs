using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Character;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>The names by which players speak to a character, and which say nothing of what they mean: 絢音さんは朝強い？, 小野寺さんって夜型？</summary>
    internal sealed class Address
    {
        /// <summary>Characters beside her name from which on a line says something.</summary>
        const int ShortestMeaning = 6;

        /// <summary>A name of one character stands in other words too: it is one only with a title.</summary>
        const int ShortestName = 2;

        static readonly string[] s_titles = { "お嬢様", "先輩", "さん", "ちゃん", "くん", "様", "さま" };

        static readonly char[] s_separators = { ' ', '　', '・', '＝', '=' };

        readonly string[] _names; // longest first
        readonly string _reading;

        /// <param name="sheet">Hers: full name, plate, and what the full name has beside the plate are names of hers.</param>
        public Address(CharacterSheet sheet)
        {
            string plate = sheet.ShownName;
            var names = new List<string> { sheet.name, plate };
            names.AddRange(sheet.name.Split(s_separators));
            if (sheet.name.EndsWith(plate, StringComparison.Ordinal))
                names.Add(sheet.name.Substring(0, sheet.name.Length - plate.Length).Trim(s_separators));
            else if (sheet.name.StartsWith(plate, StringComparison.Ordinal))
                names.Add(sheet.name.Substring(plate.Length).Trim(s_separators));
            _names = names.Where(name => name.Length > 0).Distinct().OrderByDescending(name => name.Length).ToArray();
            _reading = string.Concat(sheet.reading.Split(s_separators));
        }

        /// <summary>The line with 君 in the place of her name.</summary>
        /// <param name="line">The player's words.</param>
        /// <returns>The line itself where little or nothing but the name stands in it: then it is called for its own sake.</returns>
        public string Without(string line)
        {
            (int at, int length) = Find(line);
            return at < 0 || line.Length - length < ShortestMeaning ? line : line.Substring(0, at) + "君" + line.Substring(at + length);
        }

        /// <summary>Where a name of hers stands, title included; -1 if none does.</summary>
        (int At, int Length) Find(string line)
        {
            foreach (string name in _names)
            {
                for (int at = line.IndexOf(name, StringComparison.Ordinal); at >= 0; at = line.IndexOf(name, at + 1, StringComparison.Ordinal))
                {
                    int title = TitleAt(line, at + name.Length);
                    if (name.Length >= ShortestName || title > 0)
                        return (at, name.Length + title);
                }
            }

            return FindReading(line);
        }

        /// <summary>あやねちゃん and おのでらさん: one end of her name's reading, before a title.</summary>
        (int At, int Length) FindReading(string line)
        {
            for (int end = ShortestName; end < line.Length && _reading.Length > 0; end++)
            {
                int title = TitleAt(line, end);
                for (int length = title == 0 ? 0 : Math.Min(end, _reading.Length); length >= ShortestName; length--)
                {
                    string name = line.Substring(end - length, length);
                    if (_reading.StartsWith(name, StringComparison.Ordinal) || _reading.EndsWith(name, StringComparison.Ordinal))
                        return (end - length, length + title);
                }
            }

            return (-1, 0);
        }

        /// <returns>Its length; 0 for none.</returns>
        static int TitleAt(string line, int at) => Array.Find(s_titles, title => string.CompareOrdinal(line, at, title, 0, title.Length) == 0)?.Length ?? 0;
    }
}
