using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ojousama.Tests.Player;

/// <summary>The sample as a player sees it, with the real model.</summary>
public sealed class SampleTests
{
    [Test]
    public async Task Asked_for_her_name_she_tells_it()
    {
        await using Browser browser = await Browser.OpenAsync();
        await using RunningGame game = await RunningGame.StartSampleAsync();
        IPage page = await browser.ShowAsync(game.Address);

        await page.Locator("[data-name=line-input] input").FillAsync("お名前は？");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("[data-name=spoken]")).ToContainTextAsync(new Regex("小野寺|絢音"), new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
    }

    [Test]
    public async Task A_line_said_while_she_answers_takes_the_place_of_the_last()
    {
        await using Browser browser = await Browser.OpenAsync();
        await using RunningGame game = await RunningGame.StartSampleAsync();
        IPage page = await browser.ShowAsync(game.Address);
        ILocator field = page.Locator("[data-name=line-input] input");

        await field.FillAsync("昔はどこに住んでいたの？");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-name=player-line]")).ToContainTextAsync("昔は");
        await field.FillAsync("お名前は？");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("[data-name=spoken]")).ToContainTextAsync(new Regex("小野寺|絢音"), new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
    }
}
