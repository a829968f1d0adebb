using System.Globalization;

namespace Ojousama.TextBox
{
    /// <summary>A font of fixed pitch: full-width characters take a cell, half-width ones half of one.</summary>
    /// <remarks>Characters that Unicode calls ambiguous (… — “ ” Ω) are full-width, as Japanese fonts draw them (UAX #11).</remarks>
    public sealed class FixedCellMeasure : ICellMeasure
    {
        /// <inheritdoc/>
        public float Width(string cluster)
        {
            char c = cluster[0];
            if (IsHalf(c))
                return 0.5f;
            return IsUnseen(c) ? 0 : 1;
        }

        static bool IsHalf(char c) =>
            (c >= ' ' && c < '\u007F') ||
            c == '\u00A0' ||
            (c >= '\u00C0' && c <= '\u024F' && c != '×' && c != '÷') ||
            (c >= '\uFF61' && c <= '\uFFDC') || // half-width katakana and hangul
            (c >= '\uFFE8' && c <= '\uFFEE');

        /// <summary>Marks that stand alone because nothing came before them, joiners and control characters.</summary>
        static bool IsUnseen(char c)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
            return category == UnicodeCategory.NonSpacingMark || category == UnicodeCategory.EnclosingMark ||
                category == UnicodeCategory.Format || category == UnicodeCategory.Control;
        }
    }
}
