using Ojousama.Prompting;
using Ojousama.Saving;

namespace Ojousama.Tests.Saving;

/// <summary>The program of this assembly: plays and saves as fast as it can until its parent kills it.</summary>
/// <remarks>It prints <c>log N</c> once N turns are in the log, and <c>slot S N</c> once slot S holds a save of N turns.</remarks>
static class KilledWriter
{
    static void Main(string[] arguments)
    {
        var output = Console.OpenStandardOutput();
        using var transcript = new Transcript(LogIn(arguments[0]));
        var slots = new SaveSlots(arguments[0]);
        for (int i = 0; i < int.Parse(arguments[1]); i++)
        {
            transcript.Add(Turn(i));
            Say($"log {i + 1}");
            int slot = (i % SaveSlot.PerKind) + 1;
            slots.Store(new SaveSlot(SaveKind.Auto, slot), new Save(transcript.Past()) { Caption = Turn(i).Exchange.Reply });
            Say($"slot {slot} {i + 1}");
        }

        void Say(string line)
        {
            output.Write(System.Text.Encoding.ASCII.GetBytes(line + "\n"));
            output.Flush();
        }
    }

    public static string LogIn(string folder) => Path.Combine(folder, "game.log");

    /// <summary>The same turn for the same number, of a length between some bytes and a few pages.</summary>
    public static TurnTaken Turn(int number)
    {
        var random = new Random(number);
        string reply = new string('ま', random.Next(random.Next(4) == 0 ? 10_000 : 60)) + number;
        return new TurnTaken("絢音", new Exchange($"{number}番目ですか？", ["趣味はピアノ。"], reply));
    }
}
