using System.Globalization;

namespace Ojousama.Inference.Llama.Placement
{
    internal static class ByteText
    {
        /// <summary>An amount of memory for people, e.g. 98 MiB.</summary>
        public static string Of(long bytes) => bytes < 1L << 30
            ? ((bytes + (1 << 19)) >> 20).ToString(CultureInfo.InvariantCulture) + " MiB"
            : (bytes / (double)(1L << 30)).ToString("F1", CultureInfo.InvariantCulture) + " GiB";
    }
}
