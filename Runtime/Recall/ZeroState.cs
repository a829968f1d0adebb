using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>A game in which nothing has happened: what recall assumes when it is told no state, so that secrets stay secret.</summary>
    internal sealed class ZeroState : IGameState
    {
        public static readonly ZeroState Instance = new ZeroState();

        public double ValueOf(string name) => 0;
    }
}
