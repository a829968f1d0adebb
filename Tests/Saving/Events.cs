using System.Collections.Generic;
using System.IO;
using Ojousama.Prompting;
using Ojousama.Saving;

namespace Ojousama.Tests.Saving
{
    internal static class Events
    {
        /// <summary>One of each kind, all fields filled.</summary>
        public static GameEvent[] OfEveryKind() => new GameEvent[]
        {
            new LineShown("絢音", "ごきげんよう。[face:joy]", "garden/1"),
            new ChoiceMade(1, "お茶にしよう", "garden/2"),
            new ValueSet("chapter", 2),
            new TurnTaken("絢音", new Exchange("趣味は？", new[] { "趣味はピアノ。", "猫が好き。" }, "ピアノですわ。"), "tea"),
            new ValueAdded("affection", -1.5, "\"rude\"\n"),
            new TextSet("nickname", "たっくん👍🏽"),
            new CommandGiven("background garden"),
        };

        public static TurnTaken Turn(string line, string reply) => new TurnTaken("絢音", new Exchange(line, new string[0], reply));

        /// <summary>Every field of every event, for comparison.</summary>
        public static string Json(IReadOnlyList<GameEvent> events)
        {
            var text = new StringWriter();
            EventJson.Write(events, text);
            return text.ToString();
        }
    }
}
