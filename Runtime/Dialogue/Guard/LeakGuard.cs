using System;
using System.Text;

namespace Ojousama.Dialogue.Guard
{
    /// <summary>Keeps template tokens, role tags and broken characters out of what a player sees.</summary>
    /// <remarks>
    /// Small models parrot such strings when a player types them. A marker may be split over pieces, so the longest end of the
    /// text that could still become one is held back until it is decided.
    /// </remarks>
    internal sealed class LeakGuard
    {
        /// <summary>Where one of these begins, the reply ends.</summary>
        static readonly string[] Markers =
        {
            "<start_of_turn>", "<end_of_turn>", "<bos>", "<eos>", "<pad>", "<unk>", "<s>", "</s>", "<|", "[INST]", "[/INST]",
            "\nuser\n", "\nmodel\n", "\nassistant\n", "\nsystem\n", "\nuser:", "\nmodel:", "\nassistant:", "\nsystem:",
            "\nUser:", "\nAssistant:", "\nユーザー：", "\nユーザー:", "\nアシスタント：", "\nアシスタント:", "\nシステム：", "\nシステム:", "\nプレイヤー：", "\nプレイヤー:",
            "\n・", // the block of facts
        };

        // The line break stands for the start of the reply, so that a role tag is found there too. It is never shown.
        readonly StringBuilder _held = new StringBuilder("\n");
        bool _hasText;

        /// <summary>Whether a marker has ended the reply.</summary>
        public bool IsCut { get; private set; }

        /// <summary>Takes a piece and gives what is safe to show.</summary>
        public string Pass(string piece)
        {
            if (IsCut)
                return "";
            _held.Append(piece);
            string text = _held.ToString();
            int marker = FirstMarker(text);
            IsCut = marker >= 0;
            int safe = IsCut ? marker : text.Length - UndecidedTail(text);
            _held.Remove(0, IsCut ? text.Length : safe);
            return Clean(text.Substring(0, safe));
        }

        /// <summary>The stream has ended: what was held back is harmless now.</summary>
        public string Flush()
        {
            string rest = Clean(_held.ToString()).TrimEnd();
            _held.Clear();
            return rest;
        }

        static int FirstMarker(string text)
        {
            int first = -1;
            foreach (string marker in Markers)
            {
                int at = text.IndexOf(marker, StringComparison.Ordinal);
                if (at >= 0 && (first < 0 || at < first))
                    first = at;
            }

            return first;
        }

        /// <summary>Length of the longest end of the text that begins some marker.</summary>
        static int UndecidedTail(string text)
        {
            int longest = 0;
            foreach (string marker in Markers)
            {
                for (int n = Math.Min(marker.Length - 1, text.Length); n > longest; n--)
                {
                    if (string.CompareOrdinal(text, text.Length - n, marker, 0, n) == 0)
                        longest = n;
                }
            }

            return longest;
        }

        /// <summary>Drops blanks before the first word, and characters that no font shows.</summary>
        string Clean(string text)
        {
            if (!_hasText)
                text = text.TrimStart();
            _hasText |= text.Length > 0;
            for (int i = 0; i < text.Length; i++)
            {
                if (IsBroken(text[i]))
                    return string.Concat(text.Split(BrokenCharacters(text)));
            }

            return text;
        }

        static bool IsBroken(char c) => c == '\uFFFD' || (char.IsControl(c) && c != '\n');

        static char[] BrokenCharacters(string text) => Array.FindAll(text.ToCharArray(), IsBroken);
    }
}
