using System;
using System.Text.RegularExpressions;
using Ojousama.Character;

namespace Ojousama.Recall.Memory
{
    /// <summary>Judges a text in a pattern's place by what the pattern asks for: a name, a deed to promise, a thing.</summary>
    internal static class SlotTold
    {
        /// <summary>Patterns that tell a name: of two that are told at once neither is his.</summary>
        static readonly Regex s_naming = new Regex("名|呼|と申|と言|って言|っていう", RegexOptions.CultureInvariant);

        /// <summary>What one can promise: something that is done, and no mere word of promising.</summary>
        static readonly Regex s_deed = new Regex(
            @"^(?!絶対(?:だよ|ね)?$|本当に?$|ほんとに?$|ありがとう|おやすみ|また明日$|ふふ|さよ|ずっと$|指切り|信じて|頼ん|守るから$|.*針千本|.*(?:さん|ちゃん|くん)$|.*(?:[^\p{IsHiragana}]|だけ)の$).*\p{IsHiragana}$", RegexOptions.CultureInvariant);

        /// <summary>山田 before 太郎と申します.</summary>
        static readonly Regex s_surname = new Regex(@"(?<=^|[、。はも])([\p{IsCJKUnifiedIdeographs}々]{1,4})[ 　]$", RegexOptions.CultureInvariant);

        /// <summary>The value of a pattern's place.</summary>
        /// <param name="pattern">What a value must be follows from its words: a name, a deed, a thing.</param>
        /// <param name="told">What stands in the place.</param>
        /// <param name="rest">What follows the pattern.</param>
        /// <returns>Null if no value can be told for sure.</returns>
        public static string? Value(string pattern, string told, string rest)
        {
            bool opens = pattern.StartsWith(MemorySlot.Hole, StringComparison.Ordinal), closes = pattern.EndsWith(MemorySlot.Hole, StringComparison.Ordinal);
            bool isName = TellsName(pattern), asks = SlotEnds.Asks(pattern);
            string? value = SlotText.Read(told, opens, closes, isName);
            if (value == null)
                return null;
            if (pattern.Contains("約束"))
                return s_deed.IsMatch(value) && !SlotTopic.IsAgreedWithOther(told, isPast: rest.StartsWith("し", StringComparison.Ordinal)) ? value : null;
            if (!isName)
                return SlotThing.IsThing(value) ? value : null;
            if (!asks && value.EndsWith("さん", StringComparison.Ordinal)) // nobody calls himself so
                return null;
            if (!opens)
                return value;
            string lead = told.Substring(0, told.LastIndexOf(value, StringComparison.Ordinal));
            Match surname = s_surname.Match(lead);
            if (asks || !surname.Success || SlotText.IsSelf(surname.Groups[1].Value))
                return SlotTopic.IsOfPlayer(lead, mayCall: asks) ? value : null;
            return SlotTopic.IsOfPlayer(lead.Substring(0, surname.Index)) ? surname.Value + value : null;
        }

        /// <summary>Whether a pattern tells what the player is called.</summary>
        public static bool TellsName(string pattern) => s_naming.IsMatch(pattern);
    }
}
