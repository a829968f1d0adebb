namespace Ojousama.Tests.Player;

/// <summary>Where scenes lie.</summary>
internal static class Scenes
{
    /// <summary>This package's folder.</summary>
    public static string Package => PackagePaths.FindCheckout()!;
}
