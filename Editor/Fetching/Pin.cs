using System;

namespace Ojousama.Fetching
{
    /// <summary>One package of a public registry, in exactly one version and told by its hash. Immutable.</summary>
    public sealed class Pin
    {
        /// <summary>Kind of what a game's own code is compiled with, in distinction to llama.cpp's variants.</summary>
        public const string Assembly = "assembly";

        internal Pin(string kind, string target, string package, string version, string integrity, Uri address, string file)
        {
            Kind = kind;
            Target = target;
            Package = package;
            Version = version;
            Integrity = integrity;
            Address = address;
            File = file;
        }

        /// <summary>Which build of llama.cpp (<c>cpu</c>, <c>vulkan</c>, <c>cuda</c>), or <see cref="Assembly"/>.</summary>
        public string Kind { get; }

        /// <summary>The platform that it runs on, as .NET names it (<c>win-x64</c>); of an assembly its file name.</summary>
        public string Target { get; }

        /// <summary>Its name in the registry.</summary>
        public string Package { get; }

        /// <summary>Its version there.</summary>
        public string Version { get; }

        /// <summary>Hash of the archive as npm writes it: <c>sha512-</c> and base64.</summary>
        public string Integrity { get; }

        /// <summary>Where the archive lies: gzipped tar of npm, or zip of NuGet.</summary>
        public Uri Address { get; }

        /// <summary>Path within the archive of the one file that is wanted; empty for every library that belongs to <see cref="Kind"/>.</summary>
        public string File { get; }

        /// <summary>Whether a file of the archive is wanted. Of a GPU's build only its backend is, as the rest is the same in all.</summary>
        /// <param name="path">Within the archive.</param>
        public bool Wants(string path)
        {
            if (File.Length > 0)
                return path == File;
            string name = System.IO.Path.GetFileName(path);
            bool isLibrary = name.EndsWith(".so", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal) || name.EndsWith(".dll", StringComparison.Ordinal);
            return isLibrary && (Kind == "cpu" ? !name.Contains("llama-common") : name.Contains($"ggml-{Kind}."));
        }
    }
}
