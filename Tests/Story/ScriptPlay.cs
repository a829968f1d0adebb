using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Saving;
using Ojousama.Story;
using Ojousama.Tests.Dialogue;

namespace Ojousama.Tests.Story
{
    /// <summary>Plays a script as a game would, and writes down what the player sees.</summary>
    internal sealed class ScriptPlay
    {
        public ScriptPlay(Script script, Transcript? transcript = null)
        {
            Transcript = transcript ?? new Transcript();
            Runner = new ScriptRunner(script, Transcript);
        }

        public ScriptPlay(string body)
            : this(Script.Parse("title: Start\n---\n" + body + "\n===", "Test.yarn"))
        {
        }

        public Transcript Transcript { get; }

        public ScriptRunner Runner { get; }

        /// <summary>Plays from the start to the end, choosing these options, and joins what is seen with |.</summary>
        public static string Run(string body, params int[] choices)
        {
            var play = new ScriptPlay(body);
            play.Runner.Start();
            return play.ToEnd(choices);
        }

        public string ToEnd(params int[] choices)
        {
            var seen = new List<string>();
            var left = new Queue<int>(choices);
            for (ScriptItem item = Runner.Next(); !(item is ScriptEnd); item = Runner.Next())
            {
                seen.Add(Describe(item));
                if (item is ScriptOptions)
                    Runner.Choose(left.Dequeue());
            }

            return string.Join("|", seen);
        }

        public static string Describe(ScriptItem item) => item switch
        {
            ScriptLine line => line.Speaker.Length == 0 ? line.Text : $"{line.Speaker}「{line.Text}」",
            ScriptOptions options => "?" + string.Join("/", options.Options.Select(o => o.IsAvailable ? o.Text : $"({o.Text})")),
            ScriptCommand command => $"<{command.Name}:{string.Join(",", command.Arguments)}>",
            ScriptTalk talk => $"[{talk.Window.Id} {talk.Window.TurnsTaken}+{talk.Window.TurnsLeft}]",
            _ => "END",
        };

        /// <summary>Says a line in a talk; the model answers as scripted.</summary>
        public static async Task<Turn> Say(TalkWindow window, string line, string reply, OjousamaException? error = null)
        {
            var sheet = new CharacterSheet { name = "絢音", fallbackLine = "あら。", expressions = { new Expression { name = "joy" } } };
            var conversation = new Conversation(sheet, new ScriptedModel(reply) { Error = error });
            Turn? turn = null;
            await foreach (DialogueItem item in window.Follow(conversation.SayAsync(line)))
                turn = item is TurnFinished finished ? finished.Turn : item is TurnFailed failed ? failed.Turn : turn;
            return turn!;
        }
    }
}
