using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace UnityEngine;

/// <summary>Small settings of the player, in one file of the game's data folder.</summary>
public static class PlayerPrefs
{
    static Dictionary<string, string> s_values;

    static string Path => System.IO.Path.Combine(Application.persistentDataPath, "PlayerPrefs.txt");

    static Dictionary<string, string> Values => s_values ??= Load();

    public static bool HasKey(string key) => Values.ContainsKey(key);

    public static int GetInt(string key, int defaultValue = 0) =>
        Values.TryGetValue(key, out string text) && int.TryParse(text, out int value) ? value : defaultValue;

    public static float GetFloat(string key, float defaultValue = 0) =>
        Values.TryGetValue(key, out string text) && float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) ? value : defaultValue;

    public static string GetString(string key, string defaultValue = "") => Values.TryGetValue(key, out string text) ? text : defaultValue;

    public static void SetInt(string key, int value) => Values[key] = value.ToString(CultureInfo.InvariantCulture);

    public static void SetFloat(string key, float value) => Values[key] = value.ToString("R", CultureInfo.InvariantCulture);

    public static void SetString(string key, string value) => Values[key] = value;

    public static void DeleteKey(string key) => Values.Remove(key);

    public static void DeleteAll() => Values.Clear();

    public static void Save()
    {
        Directory.CreateDirectory(Application.persistentDataPath);
        string written = Path + ".tmp"; // or a full disk would take the old settings
        File.WriteAllLines(written, Values.Select(pair => System.Uri.EscapeDataString(pair.Key) + "=" + System.Uri.EscapeDataString(pair.Value)));
        if (File.Exists(Path))
            File.Replace(written, Path, null);
        else
            File.Move(written, Path);
    }

    /// <summary>Another game has another folder.</summary>
    internal static void Forget() => s_values = null;

    static Dictionary<string, string> Load() =>
        (File.Exists(Path) ? File.ReadLines(Path) : Enumerable.Empty<string>())
            .Select(line => line.Split('=')).Where(parts => parts.Length == 2)
            .ToDictionary(parts => System.Uri.UnescapeDataString(parts[0]), parts => System.Uri.UnescapeDataString(parts[1]));
}
