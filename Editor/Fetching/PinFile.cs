using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Ojousama.Fetching
{
    /// <summary>Reads <c>Native~/pins.tsv</c>, which <c>node Native~/pins.mjs</c> writes: what may be fetched, from where, and its hash.</summary>
    public static class PinFile
    {
        const string Remedy = "Restore the file as the package brought it";

        /// <exception cref="FetchException">A line is not understood, or the file cannot be read.</exception>
        public static IReadOnlyList<Pin> Read(string path)
        {
            var registries = new Dictionary<string, string>();
            var pins = new List<Pin>();
            string[] lines = ReadLines(path);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length == 0 || lines[i][0] == '#')
                    continue;
                string[] cells = lines[i].Split('\t');
                if (cells.Length == 3 && cells[0] == "registry")
                    registries[cells[1]] = cells[2];
                else if (cells.Length == 7 && registries.TryGetValue(cells[0], out string? registry) && cells[5].StartsWith("sha512-", StringComparison.Ordinal))
                    pins.Add(new Pin(cells[1], cells[2], cells[3], cells[4], cells[5], AddressOf(cells[0], registry, cells[3], cells[4]), cells[6]));
                else
                    throw new FetchException($"{path}, line {i + 1}: this is no registry and no pin", Remedy);
            }

            return pins;
        }

        /// <summary>What a project lacks, of the assemblies that the package's own are compiled with.</summary>
        /// <param name="pins">All of them.</param>
        /// <param name="present">File names of the assemblies that the project has, wherever they come from.</param>
        public static IReadOnlyList<Pin> MissingAssemblies(IReadOnlyList<Pin> pins, IEnumerable<string> present)
        {
            var names = new HashSet<string>(present, StringComparer.OrdinalIgnoreCase);
            return pins.Where(pin => pin.Kind == Pin.Assembly && !names.Contains(pin.Target)).ToList();
        }

        static Uri AddressOf(string kind, string registry, string package, string version)
        {
            string file = package.Substring(package.LastIndexOf('/') + 1), id = package.ToLowerInvariant();
            return new Uri(kind == "npm" ? $"{registry}{package}/-/{file}-{version}.tgz" : $"{registry}{id}/{version}/{id}.{version}.nupkg");
        }

        static string[] ReadLines(string path)
        {
            try
            {
                return File.ReadAllLines(path);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new FetchException($"{path} cannot be read: {e.Message.TrimEnd('.')}", Remedy, e);
            }
        }
    }
}
