namespace Ojousama.Tests.Player;

/// <summary>Whom the server answers; no browser is asked.</summary>
public sealed class WebServerTests
{
    RunningGame _game = null!;

    [OneTimeSetUp]
    public async Task Start() => _game = await RunningGame.StartAsync(Scenes.SmallFolder, Scenes.Small);

    [OneTimeTearDown]
    public async Task Stop() => await _game.DisposeAsync();

    [TestCase("/asset/0000000000000000000000000000a001/Greeter.cs", null, 404)]
    [TestCase("/asset/0000000000000000000000000000ffff/x.png", null, 404)]
    [TestCase("/player.js", null, 200)]
    [TestCase("/", "evil.example", 400)]
    public async Task Only_pictures_and_fonts_are_served_and_only_to_this_machine(string path, string? host, int status)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, _game.Address + path);
        request.Headers.Host = host;

        Assert.That((int)(await client.SendAsync(request)).StatusCode, Is.EqualTo(status));
    }

    [TestCase("http://evil.example", true, 403)]
    [TestCase("null", true, 403)]
    [TestCase("http://127.0.0.1:1", true, 403)]
    [TestCase(null, false, 403)]
    [TestCase("", true, 200)]
    public async Task Only_the_page_itself_may_open_its_socket(string? origin, bool hasSecret, int status)
    {
        var address = new Uri(_game.Address);
        string root = $"{address.Scheme}://{address.Authority}";
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, (hasSecret ? _game.Address : root) + "/_blazor/negotiate?negotiateVersion=1");
        if (origin != null)
            request.Headers.Add("Origin", origin.Length == 0 ? root : origin);

        Assert.That((int)(await client.SendAsync(request)).StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task Without_the_secret_there_is_no_page()
    {
        using var client = new HttpClient();
        string root = $"http://{new Uri(_game.Address).Authority}";

        foreach (string path in (string[])["/", "/player.js", "/" + new string('0', 32), "/_framework/blazor.web.js"])
            Assert.That((int)(await client.GetAsync(root + path)).StatusCode, Is.EqualTo(403), path);
    }

    [Test]
    public async Task The_page_finds_its_parts_below_the_secret()
    {
        using var client = new HttpClient();

        Assert.That(await client.GetStringAsync(_game.Address), Does.Contain($"<base href=\"{_game.Address}/\""));
    }
}
