using System;
using System.IO;

namespace Ojousama.Storage
{
    /// <summary>Files that are there whole or not at all, whenever the process or the machine dies.</summary>
    internal static class AtomicFile
    {
        /// <summary>Writes beside the file, flushes to the disk, and puts the new file in the place of the old one.</summary>
        /// <exception cref="OjousamaException">The folder cannot be written; the old file is untouched.</exception>
        public static void Write(string path, ReadOnlySpan<byte> bytes)
        {
            string written = path + ".tmp";
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None))
                {
                    stream.Write(bytes);
                    stream.Flush(flushToDisk: true);
                }

                if (File.Exists(path))
                    File.Replace(written, path, null);
                else
                    File.Move(written, path);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The file {path} cannot be written: {e.Message.TrimEnd('.')}", "Make room on the disk and allow writing to the folder", e);
            }
        }
    }
}
