using Microsoft.Playwright;
using Ojousama.Studio.Evaluation;
using Ojousama.Studio.Evaluation.Measures;
using Ojousama.Studio.Evaluation.Reports;
using Ojousama.Studio.Evaluation.Runs;
using Ojousama.Tests.Player;
using Ojousama.Tests.Saving;
using static Microsoft.Playwright.Assertions;

namespace Ojousama.Tests.Studio.Evaluation;

/// <summary>The page of a report in a real browser, opened from disk.</summary>
public sealed class ReportPageTests
{
    static readonly RunHeader s_header = new("Ayane", "gemma.gguf", "a.gguf", 4, new RehearsalSettings(), "q", "c");

    Browser _browser = null!;
    TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        _browser = await Browser.OpenAsync();
        _folder = new TemporaryFolder();
    }

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser != null)
            await _browser.DisposeAsync();
        _folder?.Dispose();
    }

    [Test]
    public async Task It_opens_from_disk_with_its_charts_and_a_failure_tells_why_and_no_request_leaves()
    {
        HtmlPage.Write(_folder["page.html"], new Report(new("How good?", "成績"), [new("NOT above 0", "0を上回りません")], [Run("tuned", 3), Run("base", 1)]));
        IPage page = await _browser.NewPageAsync();
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync(new Uri(_folder["page.html"]).AbsoluteUri);

        await Expect(page.Locator(".finding:visible")).ToContainTextAsync("NOT above 0");
        ILocator chart = page.Locator(".chart:visible svg");
        await Expect(chart).ToHaveCountAsync(1);
        var box = (await chart.BoundingBoxAsync())!;
        Assert.That(box.Width > 400 && box.Height > 60, "the chart is drawn");
        Assert.That(await chart.Locator("rect, path, polygon").CountAsync(), Is.GreaterThan(2), "bars");
        await Expect(chart).ToContainTextAsync("tuned");

        await page.Locator(".run > summary").First.ClickAsync();
        ILocator failure = page.Locator(".reply.fail:visible").First;
        await failure.Locator("summary").ClickAsync();
        await Expect(failure.Locator(".why")).ToBeVisibleAsync();
        await Expect(failure).ToContainTextAsync("現在は東京に在住している。");
        await Expect(failure.Locator(".why")).ToContainTextAsync("none of: 東京");
        await Expect(page.Locator("b.injected")).ToHaveCountAsync(0);

        await page.Locator("#fails").CheckAsync();
        await Expect(page.Locator(".reply.pass:visible")).ToHaveCountAsync(0);
        await page.Locator("#ja").CheckAsync();
        await Expect(page.Locator(".finding span:visible")).ToHaveTextAsync("0を上回りません");
        await Expect(failure.Locator(".why span:visible").First).ToHaveTextAsync("不合格の理由");
        if (Environment.GetEnvironmentVariable("OJOUSAMA_SCREENSHOTS") is string folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "report.png"), FullPage = true });
        Assert.That(requests, Is.EqualTo(new[] { new Uri(_folder["page.html"]).AbsoluteUri }), "nothing else is asked for");
    }

    [Test]
    public void Markdown_tells_the_same_and_what_players_type_breaks_no_table()
    {
        MarkdownPage.Write(_folder["page.md"], new Report(new("How good?", "成績"), [], [Run("tuned", 3)]));
        string text = File.ReadAllText(_folder["page.md"]);
        Assert.That(text, Does.Contain("75.0 % (").And.Contain("none of: 東京").And.Contain(@"\<b class="));
    }

    static ReportRun Run(string name, int passed) => new(
        new LocalText(name, name), s_header, [.. Enumerable.Range(0, 4).Select(i => Hostile(ResultFileTests.Result($"{i}", passes: i < passed)))]);

    static QuestionResult Hostile(QuestionResult result) =>
        result with { Turns = [result.Turns[0] with { Line = "家は<b class=injected>？</b>|" }] };
}
