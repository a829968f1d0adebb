using Ojousama.Player.Loop;

namespace Ojousama.Player.Web;

/// <summary>What the pages of one game share.</summary>
internal sealed record WebGame(GamePlayer Player, PanelMirror Mirror, InputPort Input)
{
    readonly HashSet<Stage> _watching = [];

    public WebGame(GamePlayer player) : this(player, new PanelMirror(player), new InputPort(player)) => player.FrameEnded += Mirror.Update;

    /// <summary>A page is looked at, or no more: without any the game rests. Thread-safe.</summary>
    public void Watch(Stage page, bool isVisible)
    {
        lock (_watching)
        {
            if (isVisible)
                _watching.Add(page);
            else
                _watching.Remove(page);
            Player.IsResting = _watching.Count == 0;
        }
    }
}
