using System;
using System.Linq;
using Ojousama.Inference;
using Ojousama.Prompting;

namespace Ojousama.Dialogue.Guard
{
    /// <summary>Keeps template tokens, role tags and broken characters out of what a player sees.</summary>
    /// <remarks>
    /// Small models parrot such strings when a player types them.
    /// </remarks>
    internal sealed class LeakGuard
    {
        /// <summary>Who speaks, and the block of facts, as prompts write them on lines of their own.</summary>
        static readonly string[] s_roles =
        {
            "\nuser\n", "\nmodel\n", "\nassistant\n", "\nsystem\n", "\nuser:", "\nmodel:", "\nassistant:", "\nsystem:",
            "\nUser:", "\nAssistant:", "\nユーザー：", "\nユーザー:", "\nアシスタント：", "\nアシスタント:", "\nシステム：", "\nシステム:", "\nプレイヤー：", "\nプレイヤー:",
            "\n・", // a fact
        };

        /// <summary>Where one of these begins, the reply ends.</summary>
        static readonly string[] s_markers = SpecialTokens.All
            .Where(token => !token.StartsWith(SpecialTokens.Opening, StringComparison.Ordinal)).Append(SpecialTokens.Opening).Concat(s_roles).ToArray();

        // The line break stands for the start of the reply, so that a role tag is found there too. It is never shown.
        readonly StopScanner _scanner = new StopScanner(s_markers, "\n");
        bool _hasText;

        /// <summary>Whether a marker has ended the reply.</summary>
        public bool IsCut => _scanner.IsStopped;

        /// <summary>Takes a piece and gives what is safe to show.</summary>
        public string Pass(string piece) => Clean(_scanner.Pass(piece));

        /// <summary>The stream has ended: what was held back is harmless now.</summary>
        public string Flush() => Clean(_scanner.Flush()).TrimEnd();

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
