using Microsoft.Playwright;

namespace Ojousama.Tests.Player;

/// <summary>The machine's own Chromium, driven by Playwright; downloads nothing.</summary>
/// <remarks>A test that asks for it is skipped, with the reason, where there is none.</remarks>
internal sealed class Browser : IAsyncDisposable
{
    const string Setting = "OJOUSAMA_CHROMIUM";

    static readonly string[] Places =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe", @"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];

    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Browser> OpenAsync()
    {
        string? chromium = Environment.GetEnvironmentVariable(Setting) ?? Places.FirstOrDefault(File.Exists);
        if (chromium == null)
            Assert.Ignore($"No Chromium is installed: install Debian's package chromium, or name one by {Setting}, to run the browser tests.");
        IPlaywright playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(30_000); // machines that build and test at once are slow
        return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        }));
    }

    /// <summary>A page that shows the game and is connected with it.</summary>
    public async Task<IPage> ShowAsync(string address, int width = 1280, int height = 720)
    {
        IPage page = await NewPageAsync(width, height);
        await page.GotoAsync(address);
        await page.Locator("#player-stage > .ve").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        return page;
    }

    /// <summary>An empty page.</summary>
    public Task<IPage> NewPageAsync(int width = 1280, int height = 720) =>
        _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
