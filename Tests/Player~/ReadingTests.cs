using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ojousama.Tests.Player;

/// <summary>The sample's story, read in a browser with nothing but the keyboard.</summary>
public sealed class ReadingTests
{
    const string First = "土曜の午後。", Second = "ごきげんよう。お待ちしておりましたわ。", Third = "さあ、おかけになって。";

    Browser _browser = null!;
    RunningGame _game = null!;
    IPage _page = null!;

    ILocator Text => _page.Locator("[data-name=text]");

    [SetUp]
    public async Task BeginTheStory()
    {
        _browser = await Browser.OpenAsync();
        _game = await RunningGame.StartSampleAsync();
        _page = await _browser.ShowAsync(_game.Address);
        await _page.Locator("[data-name=story]").ClickAsync();
        await ReadAsync(First, seconds: 60); // the first time, all that the characters know is embedded
    }

    [TearDown]
    public async Task Close()
    {
        // A browser that is missing skips the test before there is a game.
        if (_game != null)
            await _game.DisposeAsync();
        if (_browser != null)
            await _browser.DisposeAsync();
    }

    [Test]
    public async Task Rollback_and_forward_show_the_same_lines_again()
    {
        await GoOnTo(Second);
        await GoOnTo(Third);

        await _page.Keyboard.PressAsync("ArrowLeft");
        await ReadAsync(Second);
        await _page.Keyboard.PressAsync("ArrowLeft");
        await ReadAsync(First);
        await _page.Keyboard.PressAsync("ArrowRight");
        await ReadAsync(Second);
        await GoOnTo(Third);
    }

    [Test]
    public async Task The_backlog_holds_the_lines_and_leads_back_to_each()
    {
        await GoOnTo(Second);
        await GoOnTo(Third);

        await _page.Keyboard.PressAsync("PageUp");
        ILocator lines = _page.Locator("[data-name=backlog-lines] .ojousama-backlog__row");
        await Assertions.Expect(lines).ToHaveCountAsync(3);
        await Assertions.Expect(lines.Nth(1)).ToContainTextAsync(Second);
        for (int i = 0; i < 8; i++) // more often than there is something in it
        {
            await _page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(_page.Locator(":focus:not(.ojousama-panel *)")).ToHaveCountAsync(0);
        }

        await lines.Nth(1).Locator("button").FocusAsync();
        await _page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(lines).ToHaveCountAsync(0);
        await ReadAsync(Second);
    }

    [Test]
    public async Task A_save_is_gone_back_to_and_looks_like_its_scene()
    {
        await GoOnTo(Second);
        await _page.Keyboard.PressAsync("F6");
        await PressAsync("manual-03");
        await Assertions.Expect(_page.Locator("[data-name=manual-03]")).ToContainTextAsync("お待ちして");
        await Assertions.Expect(_page.Locator("[data-name=manual-03] .ojousama-saves__face")).ToHaveCountAsync(1);
        await _page.Keyboard.PressAsync("Escape");
        await GoOnTo(Third);

        await _page.Keyboard.PressAsync("F7");
        await PressAsync("manual-03");
        await ReadAsync(Second);
        await GoOnTo(Third);
    }

    [Test]
    public async Task Quick_load_goes_back_to_the_quick_save()
    {
        await _page.Keyboard.PressAsync("F5");
        await GoOnTo(Second);
        await _page.Keyboard.PressAsync("F9");
        await ReadAsync(First);
    }

    [Test]
    public async Task The_box_hides_and_comes_back()
    {
        ILocator box = _page.Locator("[data-name=text-box]");
        await _page.Keyboard.PressAsync("h");
        await Assertions.Expect(box).ToBeHiddenAsync();
        await _page.Keyboard.PressAsync("Enter"); // shows it, and does not go on
        await Assertions.Expect(box).ToBeVisibleAsync();
        await ReadAsync(First);
    }

    [Test]
    public async Task Auto_mode_goes_on_by_itself()
    {
        await _page.Keyboard.PressAsync("a");
        await ReadAsync(Second, seconds: 30);
        await ReadAsync(Third, seconds: 30);
    }

    [Test]
    public async Task Skipping_rushes_through_what_was_read_and_stops_before_what_was_not()
    {
        await GoOnTo(Second);
        await GoOnTo(Third);
        await PressAsync("title");
        await PressAsync("story");
        await ReadAsync(First);

        await _page.Keyboard.DownAsync("Control");
        await ReadAsync(Third);
        await _page.Keyboard.UpAsync("Control");
        await Assertions.Expect(_page.Locator("[data-name=skip]")).Not.ToHaveClassAsync(new Regex("ojousama-menu--on"));
    }

    [Test]
    public async Task A_choice_takes_the_focus_and_leads_on()
    {
        await GoOnTo(Second);
        await GoOnTo(Third);
        await GoOnTo("彼女の手つきは静かで");
        await GoOnAsync();
        await Assertions.Expect(_page.Locator("[data-name=choice-0]")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Enter");
        await ReadAsync("藤の色ですの");
        await Assertions.Expect(_page.Locator("[data-name=portrait]")).ToHaveAttributeAsync("style", new Regex("background-image"));
    }

    async Task GoOnTo(string text)
    {
        await GoOnAsync();
        await ReadAsync(text);
    }

    /// <summary>Leaves the line once the mark shows that it is whole.</summary>
    async Task GoOnAsync()
    {
        await _page.Locator(".ojousama-text-box__mark--on").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await _page.Keyboard.PressAsync("Enter");
    }

    Task ReadAsync(string text, int seconds = 15) =>
        Assertions.Expect(Text).ToContainTextAsync(text, new LocatorAssertionsToContainTextOptions { Timeout = seconds * 1000 });

    async Task PressAsync(string button)
    {
        ILocator found = _page.Locator($"[data-name={button}]");
        await found.WaitForAsync(); // what is hidden yet cannot have the focus, and the key would go elsewhere
        await found.FocusAsync();
        await Assertions.Expect(found).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Enter");
    }
}
