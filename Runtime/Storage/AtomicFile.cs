using System;
using System.IO;
using System.Text;

namespace Ojousama.Storage
{
    /// <summary>Files that are there whole or not at all, whenever the process or the machine dies.</summary>
    internal static class AtomicFile
    {
        /// <inheritdoc cref="Write(string, Action{Stream}, Action{string})"/>
        public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes, 0, bytes.Length));

        /// <summary>Writes a text in UTF-8.</summary>
        /// <inheritdoc cref="Write(string, Action{Stream}, Action{string})"/>
        public static void WriteText(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

        /// <summary>Writes beside the file, flushes to the disk, and puts the new file in the place of the old one.</summary>
        /// <param name="path">Its folder is made.</param>
        /// <param name="write">Gives the contents.</param>
        /// <param name="check">Looks at the new file before it takes the place of the old one; what it throws leaves the old one.</param>
        /// <exception cref="OjousamaException">The folder cannot be written. As after any exception, the old file is untouched, and no rest lies beside it.</exception>
        public static void Write(string path, Action<Stream> write, Action<string>? check = null)
        {
            string written = path + ".tmp";
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
                using (var stream = new FileStream(written, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
                {
                    write(stream);
                    stream.Flush(flushToDisk: true);
                }

                check?.Invoke(written);
                if (File.Exists(path))
                    File.Replace(written, path, null);
                else
                    File.Move(written, path);
            }
            catch (Exception e)
            {
                Drop(written);
                if (e is IOException || e is UnauthorizedAccessException)
                    throw new OjousamaException($"The file {path} cannot be written: {e.Message.TrimEnd('.')}", "Make room on the disk and allow writing to the folder", e);
                throw;
            }
        }

        static void Drop(string written)
        {
            try
            {
                File.Delete(written);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                // Why the file could not be written says more.
            }
        }
    }
}
