using System.Collections.Generic;

namespace Ojousama.Story
{
    /// <summary>What a script asks for next: <see cref="ScriptLine"/>, <see cref="ScriptOptions"/>, <see cref="ScriptCommand"/>, <see cref="ScriptTalk"/> or <see cref="ScriptEnd"/>.</summary>
    public abstract class ScriptItem
    {
        private protected ScriptItem()
        {
        }
    }

    /// <summary>Show a line.</summary>
    public sealed class ScriptLine : ScriptItem
    {
        internal ScriptLine(string id, string speaker, string text, IReadOnlyList<string> tags)
        {
            Id = id;
            Speaker = speaker;
            Text = text;
            Tags = tags;
        }

        /// <summary>Its place in the script; <see cref="Saving.ReadLines"/> knows lines by it.</summary>
        public string Id { get; }

        /// <summary>Name on the plate; empty for the narrator.</summary>
        public string Speaker { get; }

        /// <summary>With its markup.</summary>
        public string Text { get; }

        /// <summary>Hashtags of the row, without #; none on a line that was gone back to.</summary>
        public IReadOnlyList<string> Tags { get; }
    }

    /// <summary>Let the player choose, and tell <see cref="ScriptRunner.Choose"/>.</summary>
    public sealed class ScriptOptions : ScriptItem
    {
        internal ScriptOptions(IReadOnlyList<ScriptOption> options) => Options = options;

        /// <summary>In the order of the script, at least one of them available.</summary>
        public IReadOnlyList<ScriptOption> Options { get; }
    }

    /// <summary>Something that the player can choose.</summary>
    public sealed class ScriptOption
    {
        internal ScriptOption(string id, string text, bool isAvailable)
        {
            Id = id;
            Text = text;
            IsAvailable = isAvailable;
        }

        /// <summary>Its place in the script.</summary>
        public string Id { get; }

        /// <summary>What stands on it.</summary>
        public string Text { get; }

        /// <summary>Whether its condition holds. Games hide the others or show them greyed out.</summary>
        public bool IsAvailable { get; }
    }

    /// <summary>Do something that only the game knows how to do: change the background, play a sound.</summary>
    public sealed class ScriptCommand : ScriptItem
    {
        internal ScriptCommand(string text)
        {
            Text = text;
            IReadOnlyList<string> words = CommandWords.Split(text);
            Name = words.Count > 0 ? words[0] : "";
            var arguments = new List<string>(words);
            arguments.RemoveRange(0, words.Count > 0 ? 1 : 0);
            Arguments = arguments;
        }

        /// <summary>All that stands between &lt;&lt; and &gt;&gt;.</summary>
        public string Text { get; }

        /// <summary>The first word.</summary>
        public string Name { get; }

        /// <summary>The other words; several words in quotation marks are one.</summary>
        public IReadOnlyList<string> Arguments { get; }
    }

    /// <summary>Let the player talk freely, through <see cref="Window"/>, until that is over; then go on.</summary>
    public sealed class ScriptTalk : ScriptItem
    {
        internal ScriptTalk(TalkWindow window) => Window = window;

        /// <summary>How long, and what came of it.</summary>
        public TalkWindow Window { get; }
    }

    /// <summary>The script has ended.</summary>
    public sealed class ScriptEnd : ScriptItem
    {
        internal ScriptEnd()
        {
        }
    }
}
