namespace Ojousama.Studio.Datasets;

/// <summary>The terms a row stands under.</summary>
/// <param name="Name">SPDX identifier where there is one.</param>
/// <param name="MayBeShared">Whether a file with such rows may be written, and so passed on. Training on them in place is the author's own affair.</param>
sealed record Licence(string Name, bool MayBeShared)
{
    /// <summary>Public domain dedication.</summary>
    public static readonly Licence Cc0 = new("CC0-1.0", true);

    /// <summary>MIT License.</summary>
    public static readonly Licence Mit = new("MIT", true);

    /// <summary>Apache License 2.0.</summary>
    public static readonly Licence Apache = new("Apache-2.0", true);

    /// <summary>Nothing is said: the author's own lines, or a set whose terms the author has to know.</summary>
    public static readonly Licence Unstated = new("unstated", true);

    /// <summary>Terms by name: sharing is refused for non-commercial and no-derivatives licences and for 「no redistribution」.</summary>
    public static Licence Parse(string name)
    {
        string[] parts = name.Split('-', ' ');
        bool closed = parts.Contains("NC", StringComparer.OrdinalIgnoreCase) || parts.Contains("ND", StringComparer.OrdinalIgnoreCase)
            || name.Contains("no redistribution", StringComparison.OrdinalIgnoreCase);
        return new Licence(name, !closed);
    }
}
