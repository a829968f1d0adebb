namespace Ojousama.Text
{
    /// <summary>Which script a character belongs to: the one table of the ranges of kana and kanji.</summary>
    internal static class JapaneseScript
    {
        /// <summary>A letter of hiragana, small ones included.</summary>
        public static bool IsHiragana(char c) => c >= 'ぁ' && c <= 'ゖ';

        /// <summary>A full-width letter of katakana, small ones included.</summary>
        public static bool IsKatakana(char c) => c >= 'ァ' && c <= 'ヺ';

        /// <summary>What words in katakana are written with: the letters, ・ー and the repeat marks.</summary>
        public static bool IsInKatakanaWord(char c) => c >= 'ァ' && c <= 'ヿ';

        /// <summary>A half-width letter of katakana, with its ー.</summary>
        public static bool IsHalfWidthKatakana(char c) => c >= 'ｦ' && c <= 'ﾝ';

        public static bool IsKana(char c) => IsHiragana(c) || IsKatakana(c) || IsHalfWidthKatakana(c);

        /// <summary>A unified ideograph of the basic plane, extension A included.</summary>
        public static bool IsKanji(char c) => c >= '㐀' && c <= '鿿';

        /// <summary>Letters by Unicode that belong to Japanese text and are neither kana nor kanji: ー 々 〆 and full-width Latin.</summary>
        public static bool IsJapaneseSign(char c) =>
            (c >= '\u3005' && c <= '\u3007') || (c >= '\u3031' && c <= '\u303C') || (c >= '\u309B' && c <= '\u309F') ||
            (c >= '\u30FB' && c <= '\u30FF') || (c >= '\uFF00' && c <= '\uFF9F');

        /// <summary>The hiragana of a katakana letter that has one; any other character as it is.</summary>
        public static char ToHiragana(char c) => c >= 'ァ' && c <= 'ヶ' ? (char)(c - 'ァ' + 'ぁ') : c;
    }
}
