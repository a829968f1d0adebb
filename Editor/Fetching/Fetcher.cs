using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Fetching
{
    /// <summary>Brings pinned packages into a folder: fetched over HTTP, checked by their hash, unpacked beside and renamed.</summary>
    /// <remarks>Thread-safe for different folders. Whatever fails, the folder keeps what it had.</remarks>
    public sealed class Fetcher
    {
        readonly HttpClient _http;

        /// <param name="http">Stays the caller's.</param>
        public Fetcher(HttpClient http) => _http = http;

        /// <summary>Whether a folder holds what a pin names, as told by the mark that the last fetching left.</summary>
        public static bool IsFetched(Pin pin, string folder)
        {
            string stamp = StampOf(pin, folder);
            return File.Exists(stamp) && File.ReadAllText(stamp) == pin.Integrity;
        }

        /// <summary>Fetches what the folder does not hold yet, one package after the other.</summary>
        /// <param name="pins">What is wanted.</param>
        /// <param name="folder">Made if it is not there.</param>
        /// <param name="progress">What is being fetched, and how much of it is there, 0 to 1.</param>
        /// <param name="cancellationToken">Ends it with an <see cref="OperationCanceledException"/>.</param>
        /// <exception cref="FetchException">The network or the disk failed, or what came is not what is pinned.</exception>
        public async Task FetchAsync(IEnumerable<Pin> pins, string folder, IProgress<(Pin Pin, float Done)>? progress = null, CancellationToken cancellationToken = default)
        {
            foreach (Pin pin in pins.Where(pin => !IsFetched(pin, folder)))
            {
                string archive = Path.Combine(folder, $".fetched-{pin.Kind}-{pin.Target}");
                try
                {
                    Directory.CreateDirectory(folder);
                    await DownloadAsync(pin, archive, progress, cancellationToken).ConfigureAwait(false);
                    Unpack(pin, archive, folder);
                    File.WriteAllText(StampOf(pin, folder), pin.Integrity);
                }
                catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
                {
                    throw new FetchException(
                        $"{pin.Package} {pin.Version} cannot be put into {folder}: {e.Message.TrimEnd('.')}",
                        "Make room, or close the program that uses the folder's files (a character may be loaded), and try again",
                        e);
                }
                catch (InvalidDataException e)
                {
                    throw new FetchException($"{pin.Package} {pin.Version} is damaged: {e.Message.TrimEnd('.')}", "Report it: the pin is wrong", e);
                }
                finally
                {
                    Delete(archive);
                }
            }
        }

        async Task DownloadAsync(Pin pin, string archive, IProgress<(Pin Pin, float Done)>? progress, CancellationToken cancellationToken)
        {
            using var hash = SHA512.Create();
            try
            {
                using HttpResponseMessage response = await _http.GetAsync(pin.Address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                if (!response.IsSuccessStatusCode)
                    throw new FetchException($"{pin.Address} answers {(int)response.StatusCode} {response.ReasonPhrase}", "Try again later, or check the proxy between this machine and the registry");
                long length = Math.Max(1, response.Content.Headers.ContentLength ?? long.MaxValue), read = 0;
                using Stream source = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                using (var target = new CryptoStream(File.Create(archive), hash, CryptoStreamMode.Write))
                {
                    byte[] buffer = new byte[1 << 16];
                    for (int more; (more = await ReadAsync(source, buffer, pin, cancellationToken).ConfigureAwait(false)) > 0;)
                    {
                        target.Write(buffer, 0, more);
                        read += more;
                        progress?.Report((pin, Math.Min(1f, (float)read / length)));
                    }
                }
            }
            catch (HttpRequestException e)
            {
                throw new FetchException($"{pin.Address} cannot be reached: {e.Message.TrimEnd('.')}", "Check the network and try again", e);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new FetchException($"{pin.Address} does not answer in time", "Check the network and try again", e);
            }

            string found = "sha512-" + Convert.ToBase64String(hash.Hash);
            if (found != pin.Integrity)
                throw new FetchException($"What came from {pin.Address} is not {pin.Package} {pin.Version}: its hash is {found}, and {pin.Integrity} is pinned", "Try again; a proxy may have cut or changed the file");
        }

        /// <summary>A connection that breaks is the network's fault, not the disk's.</summary>
        static async Task<int> ReadAsync(Stream source, byte[] buffer, Pin pin, CancellationToken cancellationToken)
        {
            try
            {
                return await source.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException e)
            {
                throw new FetchException($"The connection broke while {pin.Address} was fetched", "Check the network and try again", e);
            }
        }

        static void Unpack(Pin pin, string archive, string folder)
        {
            int files = 0;
            using FileStream packed = File.OpenRead(archive);
            if (pin.Address.AbsolutePath.EndsWith(".tgz", StringComparison.Ordinal))
            {
                using var tar = new GZipStream(packed, CompressionMode.Decompress);
                var reader = new TarReader(tar);
                while (reader.MoveNext())
                    Take(reader.Path, reader.CopyTo);
            }
            else
            {
                using var zip = new ZipArchive(packed);
                foreach (ZipArchiveEntry entry in zip.Entries)
                {
                    Take(entry.FullName, target =>
                    {
                        using Stream content = entry.Open();
                        content.CopyTo(target);
                    });
                }
            }

            if (files == 0)
                throw new FetchException($"{pin.Package} {pin.Version} holds no file that is wanted", "Report it: the pin is wrong");

            // By its bare name: no archive writes outside the folder.
            void Take(string path, Action<Stream> write)
            {
                if (!pin.Wants(path))
                    return;
                string target = Path.Combine(folder, Path.GetFileName(path)), beside = target + ".new";
                using (FileStream file = File.Create(beside))
                    write(file);
                // A program that has the old file mapped keeps it whole.
                if (File.Exists(target))
                    File.Replace(beside, target, null);
                else
                    File.Move(beside, target);
                files++;
            }
        }

        static string StampOf(Pin pin, string folder) => Path.Combine(folder, pin.Kind == Pin.Assembly ? $".stamp-{pin.Target}" : $".stamp-{pin.Kind}");

        static void Delete(string file)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                // Left over; the next fetching takes its place.
            }
        }
    }
}
