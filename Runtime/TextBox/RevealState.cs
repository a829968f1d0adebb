namespace Ojousama.TextBox
{
    /// <summary>Where a text box stands with its text.</summary>
    public enum RevealState
    {
        /// <summary>No text has begun, or the reader has gone on. What was shown last still stands there.</summary>
        Idle,

        /// <summary>A text has begun, but nothing of it has come yet.</summary>
        Waiting,

        /// <summary>Characters appear one by one.</summary>
        Revealing,

        /// <summary>All that came is shown, and more may come. No sign to go on is shown, and auto mode does not count.</summary>
        Starved,

        /// <summary>The page is shown and another one follows.</summary>
        PageFull,

        /// <summary>The text is shown to its end.</summary>
        Complete,
    }
}
