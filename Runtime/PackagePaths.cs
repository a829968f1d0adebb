using System;
using System.Collections.Generic;
using System.IO;

namespace Ojousama
{
    /// <summary>Where native libraries and model files lie: beside the game, where its host put them, or in this package's checkout.</summary>
    internal static class PackagePaths
    {
        const string PackageName = "\"jp.ojousama.plugin\"";

        /// <summary>Folder that holds <c>native/</c> and <c>Models/</c>; set once by the host before the first load (in Unity: StreamingAssets/Ojousama).</summary>
        public static string? HostFolder { get; set; }

        /// <summary>This package's folder, set by Unity's editor; null lets the program look above itself.</summary>
        public static string? PackageFolder { get; set; }

        /// <summary>Folder for what can be made anew; the host may set another (in Unity: the game's temporary cache).</summary>
        public static string CacheFolder { get; set; } = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder ? folder : Path.GetTempPath(), "Ojousama");

        /// <summary>The folder of llama.cpp's libraries.</summary>
        /// <param name="probe">A file that must be in it.</param>
        public static string FindNativeFolder(string probe)
        {
            var candidates = Candidates("native", Path.Combine(".artifacts", "native"));
            foreach (string folder in candidates)
            {
                if (File.Exists(Path.Combine(folder, probe)))
                    return folder;
            }

            throw new OjousamaException(
                $"llama.cpp's library {probe} is in none of these folders: {string.Join(", ", candidates)}",
                "Build Ojousama.Plugin.csproj once, which fetches it, or copy the folder .artifacts/native of a built checkout to one of them");
        }

        /// <summary>A model or adapter by file name, or by a path, which is taken as it is.</summary>
        public static string FindModel(string file)
        {
            if (Path.IsPathRooted(file) || File.Exists(file))
                return Path.GetFullPath(file);
            var candidates = Candidates("Models", "Models~");
            foreach (string folder in candidates)
            {
                string path = Path.Combine(folder, file);
                if (File.Exists(path))
                    return path;
            }

            throw new OjousamaException(
                $"The model file '{file}' is in none of these folders: {string.Join(", ", candidates)}",
                "Put the file into one of them or write its full path into the character sheet");
        }

        static List<string> Candidates(string shipped, string inCheckout)
        {
            var folders = new List<string> { Path.Combine(AppContext.BaseDirectory, shipped) };
            if (HostFolder != null)
                folders.Add(Path.Combine(HostFolder, shipped));
            if (FindCheckout() is string checkout)
                folders.Add(Path.Combine(checkout, inCheckout));
            return folders;
        }

        /// <summary>The nearest folder at or above the program that holds this package's package.json; null in a shipped game.</summary>
        public static string? FindCheckout()
        {
            if (PackageFolder != null)
                return PackageFolder;
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            {
                string manifest = Path.Combine(folder.FullName, "package.json");
                if (File.Exists(manifest) && File.ReadAllText(manifest).Contains(PackageName))
                    return folder.FullName;
            }

            return null;
        }
    }
}
