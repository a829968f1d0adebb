using System.Globalization;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>Refuses what would not fit into memory, before the system ends the process over it.</summary>
internal static class MemoryCheck
{
    /// <summary>Bytes that can be taken without pushing others out.</summary>
    public static long Available()
    {
        const string Linux = "/proc/meminfo", Field = "MemAvailable:";
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes; // of the machine, or of the container
        if (!File.Exists(Linux))
            return limit;
        string? line = File.ReadLines(Linux).FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal));
        return line == null ? limit : Math.Min(limit, 1024 * long.Parse(line[Field.Length..].Replace("kB", ""), CultureInfo.InvariantCulture));
    }

    /// <exception cref="OjousamaException">There is less in main memory.</exception>
    public static void Require(long bytes, string what, string remedy) => Require(bytes, Available(), "", what, remedy);

    /// <summary>The same anywhere.</summary>
    /// <param name="bytes">That are needed.</param>
    /// <param name="available">That can be taken.</param>
    /// <param name="where">For the message, e.g. <c> on Vulkan0</c>.</param>
    /// <param name="what">Needs them, in the plural.</param>
    /// <param name="remedy">Beside closing other programs.</param>
    /// <exception cref="OjousamaException">There is less.</exception>
    public static void Require(long bytes, long available, string where, string what, string remedy)
    {
        if (bytes > available)
            throw new OjousamaException(
                $"{char.ToUpperInvariant(what[0])}{what[1..]} need {bytes >> 20} MB of memory, but {available >> 20} MB are free{where}", $"Close other programs, or {remedy}");
    }
}
