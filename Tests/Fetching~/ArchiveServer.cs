using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ojousama.Tests.Fetching;

/// <summary>A registry on this machine, with archives that a test has made.</summary>
internal sealed class ArchiveServer : IAsyncDisposable
{
    readonly WebApplication _server;

    ArchiveServer(WebApplication server) => _server = server;

    /// <summary>What it answers, by path.</summary>
    public Dictionary<string, byte[]> Archives { get; } = [];

    /// <summary>Paths that were asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Breaks the connection after so many bytes.</summary>
    public int BreakAfter { get; set; } = int.MaxValue;

    /// <summary>Ends with a slash.</summary>
    public string Address => _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/";

    public static async Task<ArchiveServer> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new ArchiveServer(builder.Build());
        server._server.Run(server.AnswerAsync);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>An archive as npm's, and its hash.</summary>
    public static (byte[] Archive, string Integrity) Tarball(TarEntryFormat format, params (string Path, string Text)[] files)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip, format))
        {
            foreach (var (path, text) in files)
            {
                TarEntry entry = format == TarEntryFormat.Pax ? new PaxTarEntry(TarEntryType.RegularFile, path) : new UstarTarEntry(TarEntryType.RegularFile, path);
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
                tar.WriteEntry(entry);
            }
        }

        return (packed.ToArray(), IntegrityOf(packed.ToArray()));
    }

    /// <summary>An archive as NuGet's, and its hash.</summary>
    public static (byte[] Archive, string Integrity) Package(params (string Path, string Text)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, text) in files)
            {
                using Stream entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return (packed.ToArray(), IntegrityOf(packed.ToArray()));
    }

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    static string IntegrityOf(byte[] archive) => "sha512-" + Convert.ToBase64String(SHA512.HashData(archive));

    async Task AnswerAsync(HttpContext context)
    {
        lock (Requests)
            Requests.Add(context.Request.Path);
        if (!Archives.TryGetValue(context.Request.Path, out byte[]? archive))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentLength = archive.Length;
        await context.Response.Body.WriteAsync(archive.AsMemory(0, Math.Min(archive.Length, BreakAfter)));
        if (archive.Length > BreakAfter)
        {
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
    }
}
