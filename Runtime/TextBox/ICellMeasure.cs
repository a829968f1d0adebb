namespace Ojousama.TextBox
{
    /// <summary>Tells how wide a character is drawn. A view with a proportional font brings its own.</summary>
    public interface ICellMeasure
    {
        /// <summary>Width of one grapheme cluster.</summary>
        /// <param name="cluster">Never empty, never a line break.</param>
        /// <returns>In cells: 1 is a full-width character of the font. Not negative, and the same at every call.</returns>
        float Width(string cluster);
    }
}
