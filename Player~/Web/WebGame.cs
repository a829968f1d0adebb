using Ojousama.Player.Loop;

namespace Ojousama.Player.Web;

/// <summary>What the pages of one game share.</summary>
internal sealed record WebGame(GamePlayer Player, PanelMirror Mirror, InputPort Input)
{
    public WebGame(GamePlayer player) : this(player, new PanelMirror(player), new InputPort(player)) => player.FrameEnded += Mirror.Update;
}
