using System;
using System.IO;
using System.Text;
using Ojousama.Saving;

namespace Ojousama.Inference.Llama.Devices
{
    /// <summary>A file that lies there while a GPU is tried, so that a driver that ends the process does so once a day and not at every start.</summary>
    /// <remarks>Native code can abort, and no exception tells of that. Where no file can be written, nothing is guarded.</remarks>
    internal sealed class TrialMark : IDisposable
    {
        static readonly TimeSpan s_lifetime = TimeSpan.FromDays(1); // a new driver, or a process that was only closed too soon, gets its chance

        readonly string _path;

        /// <param name="trial">What is tried, in words that are the same each time.</param>
        public TrialMark(string trial)
        {
            _path = PathOf(trial);
            OnDisk(() =>
            {
                Directory.CreateDirectory(PackagePaths.CacheFolder);
                File.WriteAllText(_path, trial);
            });
        }

        /// <summary>Whether a try of the last day ended with its process.</summary>
        public static bool WasLeft(string trial) => DateTime.UtcNow - File.GetLastWriteTimeUtc(PathOf(trial)) < s_lifetime; // a missing file is very old

        /// <summary>Lets it be tried anew.</summary>
        public static void Forget(string trial) => OnDisk(() => File.Delete(PathOf(trial)));

        public void Dispose() => OnDisk(() => File.Delete(_path));

        static string PathOf(string trial) => Path.Combine(PackagePaths.CacheFolder, $"trial-{Crc32.Of(Encoding.UTF8.GetBytes(trial)):x8}.txt");

        static void OnDisk(Action action)
        {
            try
            {
                action();
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
            }
        }
    }
}
