using System;
using System.Collections.Generic;
using System.Globalization;

namespace Ojousama.Saving
{
    /// <summary>What a slot shows: when, where, how it looked.</summary>
    public class SaveSummary
    {
        /// <summary>When it was saved.</summary>
        public DateTimeOffset SavedAt { get; init; }

        /// <summary>When it was saved, as a slot shows it: in the calendar of the story, not of the machine. Thailand's would show 2569.</summary>
        internal string TimeText => SavedAt.ToLocalTime().ToString("yyyy/MM/dd HH:mm", CultureInfo.InvariantCulture);

        /// <summary>Grows with each save that a folder gets, whatever the clock says; 0 if it was written before there were numbers.</summary>
        internal long Number { get; init; }

        /// <summary>Time played until then.</summary>
        public TimeSpan Played { get; init; }

        /// <summary>What to write beside it: the line that stood in the box.</summary>
        public string Caption { get; init; } = "";

        /// <summary>A small picture of the scene, PNG or JPEG; empty if there is none.</summary>
        public byte[] Thumbnail { get; init; } = Array.Empty<byte>();
    }

    /// <summary>A save: the events that led there, and what the slot shows.</summary>
    public sealed class Save : SaveSummary
    {
        /// <param name="events">Everything up to where the player stands: <see cref="Transcript.Past"/>.</param>
        public Save(IReadOnlyList<GameEvent> events) => Events = events;

        /// <summary>Everything up to where the player stood.</summary>
        public IReadOnlyList<GameEvent> Events { get; }
    }
}
