using Ojousama.Player;
using Ojousama.Player.Loop;
using Ojousama.Player.Terminal;

namespace Ojousama.Tests.Player;

public sealed class TerminalTests
{
    [Test]
    public async Task Lines_are_typed_and_numbers_click()
    {
        string output = await PlayAsync("凛\n1\n");

        Assert.That(output, Is.EqualTo("""
            [1] Greet
            > 凛
            ごきげんよう、凛
            > Greet
            ごきげんよう、凛

            """.ReplaceLineEndings(Environment.NewLine)));
    }

    [Test]
    public async Task Quit_leaves_the_rest_unread() => Assert.That(await PlayAsync("/quit\n凛\n"), Does.Not.Contain("凛"));

    static async Task<string> PlayAsync(string input)
    {
        var output = new StringWriter();
        TerminalPlayer? terminal = null;
        using var thread = new PlayerThread(() =>
        {
            GamePlayer player = Scenes.LoadSmall();
            terminal = new TerminalPlayer(player, output);
            return player;
        });
        await thread.Loaded;
        await terminal!.PlayAsync(new StringReader(input), CancellationToken.None);
        return output.ToString();
    }
}
