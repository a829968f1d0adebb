using Microsoft.Playwright;
using UnityEngine.UIElements;
using static Microsoft.Playwright.Assertions;

namespace Ojousama.Tests.Player;

/// <summary>The small scene in a real browser.</summary>
public sealed class BrowserTests
{
    Browser _browser = null!;
    RunningGame _game = null!;
    IPage _page = null!;

    ILocator Said => _page.Locator("[data-name=said]");

    ILocator Who => _page.Locator("[data-name=who] input");

    [OneTimeSetUp]
    public async Task OpenAsync() => _browser = await Browser.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync()
    {
        if (_browser != null)
            await _browser.DisposeAsync();
    }

    [SetUp]
    public async Task StartAsync()
    {
        _game = await RunningGame.StartAsync(Scenes.SmallFolder, Scenes.Small);
        _page = await _browser.ShowAsync(_game.Address);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _page.CloseAsync();
        await _game.DisposeAsync();
    }

    [Test]
    public async Task Buttons_are_pressed_by_mouse_and_by_keyboard()
    {
        await Who.FillAsync("凛");
        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Greet" }).ClickAsync();
        await Expect(Said).ToHaveTextAsync("ごきげんよう、凛");

        await Who.FillAsync("美咲");
        await _page.Keyboard.PressAsync("Tab");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(Said).ToHaveTextAsync("ごきげんよう、美咲");
        Assert.That(await _game.AskAsync(() => _game.Player.Find("spoken")!.childCount), Is.EqualTo(2), "each was pressed once");
    }

    [Test]
    public async Task What_is_typed_before_the_game_listens_is_not_lost()
    {
        await _page.AddInitScriptAsync("""
            let player;
            Object.defineProperty(window, "ojousamaPlayer", {
              get: () => player,
              set: value => {
                const start = value.start;
                value.start = (...args) => { setTimeout(() => start(...args), 1500); };
                player = value;
              },
            });
            """);
        await _page.ReloadAsync();

        await Who.FillAsync("凛");
        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Greet" }).ClickAsync();

        await Expect(Said).ToHaveTextAsync("ごきげんよう、凛");
    }

    [Test]
    public async Task Enter_that_ends_a_composition_submits_nothing()
    {
        await Who.FocusAsync();
        ICDPSession keyboard = await _page.Context.NewCDPSessionAsync(_page);
        await keyboard.SendAsync("Input.imeSetComposition", new Dictionary<string, object> { ["text"] = "りん", ["selectionStart"] = 2, ["selectionEnd"] = 2 });
        await AssertComposingAsync("りん");
        await keyboard.SendAsync("Input.dispatchKeyEvent", new Dictionary<string, object> { ["type"] = "rawKeyDown", ["windowsVirtualKeyCode"] = 229, ["code"] = "Enter", ["key"] = "Process" });
        await keyboard.SendAsync("Input.insertText", new Dictionary<string, object> { ["text"] = "凛" });
        await AssertComposingAsync("");
        await Expect(Said).ToHaveTextAsync("…");

        await _page.Keyboard.PressAsync("Enter");
        await Expect(Said).ToHaveTextAsync("ごきげんよう、凛");
    }

    [Test]
    public async Task Fields_and_the_game_agree_on_their_values()
    {
        await _page.Locator("[data-name=loud] input").CheckAsync();
        await _page.Locator("[data-name=mood] select").SelectOptionAsync("calm");
        await _page.Locator("[data-name=speed] input").FillAsync("70");
        await Who.FillAsync("凛");
        Assert.That(await UntilAsync(() => (_game.Player.Get<Toggle>("loud").value, _game.Player.Get<DropdownField>("mood").value, _game.Player.Get<Slider>("speed").value, _game.Player.Get<TextField>("who").value), (true, "calm", 70f, "凛")));

        await _game.AskAsync(() =>
        {
            _game.Player.Get<Toggle>("loud").value = false;
            _game.Player.Get<TextField>("who").value = "美咲";
            return 0;
        });
        await Expect(_page.Locator("[data-name=loud] input")).Not.ToBeCheckedAsync();
        await Expect(Who).ToHaveValueAsync("美咲");
    }

    [Test]
    public async Task The_focus_follows_code_and_player()
    {
        await _game.AskAsync(() =>
        {
            _game.Player.Find("who")!.Focus();
            return 0;
        });
        await Expect(Who).ToBeFocusedAsync();
        Assert.That(await Who.Locator("..").EvaluateAsync<string>("e => getComputedStyle(e).borderTopColor"), Is.EqualTo("rgb(255, 0, 0)"), "#who:focus");

        await _page.Locator("[data-name=greet]").FocusAsync();
        Assert.That(await UntilAsync(() => (_game.Player.Panels[0].focusController.focusedElement as VisualElement)?.name, "greet"));
    }

    [Test]
    public async Task The_browser_lays_out_as_Unity_would_and_tells_what_it_measured()
    {
        // Padding of 10, then a label of 300 × 40 in a panel of 640 × 360 that is shown twice as large.
        var box = (await Said.BoundingBoxAsync())!;
        Assert.That((box.X, box.Y, box.Width, box.Height), Is.EqualTo((20f, 20f, 600f, 80f)));
        var text = (await Said.Locator("span").BoundingBoxAsync())!;
        Assert.That(text.Y + text.Height / 2, Is.EqualTo(60).Within(1), "in the middle");

        Assert.That(await UntilAsync(() => _game.Player.Find("said")!.layout, new UnityEngine.Rect(10, 10, 300, 40)));
    }

    [Test]
    public async Task A_list_scrolls_where_code_wants_it()
    {
        await _game.AskAsync(() =>
        {
            var list = _game.Player.Get<ScrollView>("list");
            for (int i = 0; i < 20; i++)
                list.Add(new Label($"line {i}"));
            list.ScrollTo(list[19]);
            return 0;
        });
        await Expect(_page.GetByText("line 19")).ToBeInViewportAsync();
        Assert.That(await UntilAsync(() => _game.Player.Get<ScrollView>("list").scrollOffset.y > 100, true));
    }

    [TestCase(1920, 1080, 3f)]
    [TestCase(1000, 360, 1f)]
    [TestCase(360, 780, 0.5625f)]
    public async Task The_panel_fits_every_window(int width, int height, float scale)
    {
        await _page.SetViewportSizeAsync(width, height);
        await Expect(_page.Locator("#player-stage")).ToHaveAttributeAsync("style", new System.Text.RegularExpressions.Regex($"scale\\({scale}"));
        var box = (await _page.Locator("#player-stage").BoundingBoxAsync())!;

        Assert.That((box.X + box.Width / 2, box.Y + box.Height / 2), Is.EqualTo((width / 2f, height / 2f)), "in the middle");
        Assert.That((box.Width, box.Height), Is.EqualTo((640 * scale, 360 * scale)));
    }

    [Test]
    public async Task Two_pages_show_the_same_game()
    {
        IPage other = await _browser.ShowAsync(_game.Address);
        await Who.FillAsync("凛");
        await Who.PressAsync("Enter");
        await Expect(other.Locator("[data-name=said]")).ToHaveTextAsync("ごきげんよう、凛");
        await other.CloseAsync();
    }

    [Test]
    public async Task A_gamepad_moves_the_focus_and_presses()
    {
        await _page.EvaluateAsync("""
            () => {
              window.pad = { buttons: Array.from({ length: 16 }, () => ({ pressed: false })), axes: [0, 0] };
              navigator.getGamepads = () => [window.pad];
              dispatchEvent(new Event("gamepadconnected"));
            }
            """);
        await PressAsync(13); // down: to the first element that can have the focus
        await Expect(Who).ToBeFocusedAsync();
        await PressAsync(13);
        await Expect(_page.Locator("[data-name=greet]")).ToBeFocusedAsync();
        await PressAsync(0);
        await Expect(Said).ToHaveTextAsync("ごきげんよう、");

        async Task PressAsync(int button)
        {
            await _page.EvaluateAsync("async button => { pad.buttons[button].pressed = true; await new Promise(done => setTimeout(done, 300)); pad.buttons[button].pressed = false; }", button);
            await Task.Delay(100);
        }
    }

    async Task AssertComposingAsync(string text) => Assert.That(await UntilAsync(() => UnityEngine.Input.compositionString, text));

    /// <summary>Waits until the game has heard of what the page was told.</summary>
    async Task<bool> UntilAsync<T>(Func<T> question, T answer)
    {
        for (int i = 0; i < 1000; i++)
        {
            if (EqualityComparer<T>.Default.Equals(await _game.AskAsync(question), answer))
                return true;
            await Task.Delay(20);
        }

        TestContext.Out.WriteLine($"The last answer: {await _game.AskAsync(question)}");
        return false;
    }
}
