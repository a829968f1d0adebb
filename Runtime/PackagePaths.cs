using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Ojousama
{
    /// <summary>Where native libraries and model files lie: beside the game, where its host put them, or in this package's checkout.</summary>
    /// <remarks>Set the folders once, before the first load; Unity's components do so themselves.</remarks>
    public static class PackagePaths
    {
        const string PackageName = "\"jp.ojousama.plugin\"";

        /// <summary>Folder that holds <c>native/</c> and <c>Models/</c>, either of which may be missing; a model may also lie in the folder itself.</summary>
        /// <value>Default null: only the program's own folder is looked into. In Unity: StreamingAssets/Ojousama.</value>
        public static string? HostFolder { get; set; }

        /// <summary>Folder for what can be made anew, such as embeddings of facts.</summary>
        /// <value>Default: <c>Ojousama</c> in the user's local data. In Unity: in the game's temporary cache.</value>
        public static string CacheFolder { get; set; } = Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder ? folder : Path.GetTempPath(), "Ojousama");

        /// <summary>This package's folder, set by Unity's editor; null lets the program look above itself.</summary>
        internal static string? PackageFolder { get; set; }

        /// <summary>As .NET names this platform, e.g. <c>win-x64</c>: where NuGet puts native libraries.</summary>
        static string Platform
        {
            get
            {
                string system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";
                return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
            }
        }

        /// <summary>The folder of llama.cpp's libraries.</summary>
        /// <param name="probe">A file that must be in it.</param>
        internal static string FindNativeFolder(string probe)
        {
            var candidates = Candidates("native", Path.Combine(".artifacts", "native"));
            candidates.Add(Path.Combine(AppContext.BaseDirectory, "runtimes", Platform, "native"));
            candidates.Add(AppContext.BaseDirectory); // published for one platform
            foreach (string folder in candidates)
            {
                if (File.Exists(Path.Combine(folder, probe)))
                    return folder;
            }

            throw new OjousamaException(
                $"llama.cpp's library {probe} is in none of these folders: {string.Join(", ", candidates)}",
                "Build Ojousama.Plugin.csproj once, which fetches it, or in Unity choose Tools > Ojousama > Fetch Libraries; elsewhere name the folder above it by PackagePaths.HostFolder");
        }

        /// <summary>A model or adapter by file name, or by a path, which is taken as it is.</summary>
        internal static string FindModel(string file)
        {
            if (Path.IsPathRooted(file) || File.Exists(file))
                return Path.GetFullPath(file);
            var candidates = Candidates("Models", "Models~");
            if (HostFolder != null)
                candidates.Add(HostFolder);
            foreach (string folder in candidates)
            {
                string path = Path.Combine(folder, file);
                if (File.Exists(path))
                    return path;
            }

            throw new OjousamaException(
                $"The model file '{file}' is in none of these folders: {string.Join(", ", candidates)}",
                "Put the file into one of them, name its folder by PackagePaths.HostFolder, or write its full path into the character sheet");
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

        /// <summary>The package's folder; null in a built game.</summary>
        internal static string? FindCheckout()
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
