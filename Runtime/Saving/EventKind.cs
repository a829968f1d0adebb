namespace Ojousama.Saving
{
    /// <summary>The first value of every event in a save. Never renumber: old saves hold these.</summary>
    internal enum EventKind
    {
        /// <summary>Only in logs: all but the first so many events were taken back.</summary>
        Rewound = 0,
        LineShown = 1,
        TurnTaken = 2,
        ChoiceMade = 3,
        ValueSet = 4,
        ValueAdded = 5,
        TextSet = 6,
        CommandGiven = 7,
    }
}
