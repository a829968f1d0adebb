namespace Ojousama.Character
{
    /// <summary>What the game knows and the model never owns: flags, chapter, affection.</summary>
    public interface IGameState
    {
        /// <summary>The value of a variable; 0 if it was never set. A flag that is on has any other value.</summary>
        double ValueOf(string name);
    }
}
