using System;
using System.IO;
using System.Text;
using Ojousama.Storage;

namespace Ojousama.Inference.Llama.Placement
{
    /// <summary>A file that lies there while a GPU is tried, so that a driver that ends the process does so once a day and not at every start.</summary>
    /// <remarks>
    /// Native code can abort, and no exception tells of that. It is held open, which is how a try under way differs from one that was cut off.
    /// Where no file can be written, nothing is guarded.
    /// </remarks>
    internal sealed class CrashMarker : IDisposable
    {
        static readonly TimeSpan s_lifetime = TimeSpan.FromDays(1); // a new driver, or a process that was only closed too soon, gets its chance

        readonly string _path;
        readonly FileStream? _file;

        /// <param name="trial">What is tried, in words that are the same each time.</param>
        public CrashMarker(string trial)
        {
            _path = PathOf(trial);
            try
            {
                Directory.CreateDirectory(PackagePaths.CacheFolder);
                _file = new FileStream(_path, FileMode.Create, FileAccess.Write, FileShare.None);
                byte[] text = Encoding.UTF8.GetBytes(trial);
                _file.Write(text, 0, text.Length);
                _file.Flush();
            }
            catch (Exception e) when (IsOfDisk(e))
            {
                // Another try of the same is under way and guards this one too, or nothing can be written here.
            }
        }

        /// <summary>Where the file of a trial lies.</summary>
        public static string PathOf(string trial) => Path.Combine(PackagePaths.CacheFolder, $"trial-{Crc32.Of(Encoding.UTF8.GetBytes(trial)):x8}.txt");

        /// <summary>Whether a try of the last day ended with its process.</summary>
        public static bool WasLeft(string trial)
        {
            string path = PathOf(trial);
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > s_lifetime) // a missing file is very old
                return false;
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return true;
            }
            catch (Exception e) when (IsOfDisk(e))
            {
                return false; // held: that try is under way
            }
        }

        /// <summary>Lets it be tried anew.</summary>
        public static void Forget(string trial) => Delete(PathOf(trial));

        public void Dispose()
        {
            if (_file == null)
                return;
            _file.Dispose();
            Delete(_path);
        }

        static void Delete(string path)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (IsOfDisk(e))
            {
                // It ends by its age.
            }
        }

        static bool IsOfDisk(Exception e) => e is IOException || e is UnauthorizedAccessException;
    }
}
