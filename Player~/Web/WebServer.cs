using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ojousama.Player.Web;

/// <summary>Shows a game in browsers on this machine.</summary>
/// <remarks>
/// The address holds a secret, so that neither another user of the machine nor a page that is open in the same browser can play: browsers
/// let any page open a WebSocket anywhere. What a foreign page asks is refused by its origin too.
/// </remarks>
internal sealed class WebServer : IAsyncDisposable
{
    static readonly FileExtensionContentTypeProvider ContentTypes = new();

    readonly WebApplication _app;
    readonly string _secret;

    WebServer(WebApplication app, string secret)
    {
        _app = app;
        _secret = secret;
    }

    public string Address => _app.Urls.Single() + _secret;

    /// <param name="game">Its player goes on by itself.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <exception cref="OjousamaException">The port is taken.</exception>
    public static async Task<WebServer> StartAsync(WebGame game, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Error)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // a port that is taken is told in one sentence
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting().AddHostFiltering(options => options.AllowedHosts = ["127.0.0.1", "localhost"]);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddSingleton(game);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));

        string secret = "/" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        WebApplication app = builder.Build();
        app.UseHostFiltering();
        app.UsePathBase(secret);
        app.Use((context, next) => MayAsk(context.Request) ? next(context) : Refuse(context.Response));
        app.UseRouting();
        app.UseAntiforgery();
        foreach (string name in new[] { "player.css", "player.js", "_framework/blazor.web.js" })
            app.MapGet("/" + name, () => Embedded(Path.GetFileName(name)));
        app.MapGet("/asset/{guid}/{name}", (HttpContext context, string guid, string name) => Asset(game, context.Response, guid, name));
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        try
        {
            await app.StartAsync();
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw new OjousamaException($"The port {port} can't be used: {e.Message.TrimEnd('.')}", "Choose another with --port, or none", e);
        }

        return new WebServer(app, secret);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>By the secret and, where the browser tells it, from the page itself. Pictures and fonts are anybody's: style sheets name them without a secret.</summary>
    static bool MayAsk(HttpRequest request)
    {
        bool isOwn = request.Headers.Origin.Count == 0 || request.Headers.Origin == $"{request.Scheme}://{request.Host}";
        return isOwn && (request.PathBase.HasValue || request.Path.StartsWithSegments("/asset"));
    }

    static Task Refuse(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status403Forbidden;
        return response.WriteAsync("Open the address that the game has printed, with all that stands in it.");
    }

    static IResult Embedded(string name) =>
        Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript");

    /// <summary>Pictures and fonts only.</summary>
    static IResult Asset(WebGame game, HttpResponse response, string guid, string name)
    {
        if (game.Player.Assets.Existing(guid) is not { } path || Path.GetFileName(path) != name || !ContentTypes.TryGetContentType(path, out string? type))
            return Results.NotFound();
        bool isShown = type.StartsWith("image/", StringComparison.Ordinal) || type.Contains("font") || Path.GetExtension(path) is ".otf";
        if (!isShown)
            return Results.NotFound();
        response.Headers.CacheControl = "max-age=60"; // a page that is reloaded after a change shows it soon
        return Results.File(path, type, lastModified: File.GetLastWriteTimeUtc(path));
    }
}
