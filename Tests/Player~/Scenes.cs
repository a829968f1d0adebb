using Ojousama.Player;
using Ojousama.Tests.Saving;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Player;

/// <summary>Where scenes lie, and the small one for what needs no model.</summary>
internal static class Scenes
{
    /// <summary>This package's folder.</summary>
    public static string Package => PackagePaths.FindCheckout()!;

    public static string SmallFolder => Path.Combine(Package, "Tests", "Player~", "Small");

    public const string Small = "Small.unity";

    public static GamePlayer LoadSmall() => GamePlayer.Load(SmallFolder, Small, new PlayerSettings(Path.GetTempPath()));

    /// <summary>A copy in which one file reads otherwise.</summary>
    /// <returns>The file that was changed.</returns>
    public static string CopySmall(TemporaryFolder folder, string file, string old, string changed)
    {
        foreach (string path in Directory.GetFiles(SmallFolder))
            File.Copy(path, folder[Path.GetFileName(path)]);
        string text = File.ReadAllText(folder[file]);
        Assert.That(text, Does.Contain(old), "the test is out of date");
        File.WriteAllText(folder[file], text.Replace(old, changed));
        return folder[file];
    }

    public static T Get<T>(this GamePlayer player, string name)
        where T : VisualElement => (T)(player.Find(name) ?? throw new KeyNotFoundException(name));
}
