using System.Text;

namespace Ojousama.Inference.Remote.Http
{
    /// <summary>Makes what a server said fit for a message.</summary>
    internal static class ErrorText
    {
        /// <summary>On one row, cut, without the key that some servers repeat, and without a full stop.</summary>
        public static string Clean(string told, int most, string? key)
        {
            if (!string.IsNullOrWhiteSpace(key))
                told = told.Replace(key!.Trim(), "…");
            var row = new StringBuilder();
            foreach (char c in told.Trim())
            {
                if (row.Length == most)
                    return row.Append('…').ToString();
                row.Append(char.IsControl(c) ? ' ' : c);
            }

            return row.ToString().TrimEnd('.');
        }
    }
}
