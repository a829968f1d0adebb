using Ojousama.Prompting;
using Ojousama.Saving;
using Ojousama.Story;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A long game for the figures about saves: 200 lines of script and 200 turns of talk.</summary>
internal static class SavedGame
{
    public const int Turns = 200;

    static readonly string[] Things = ["お庭の薔薇", "朝のお紅茶", "ピアノのお稽古", "お兄様の手紙", "図書室の古い本", "夏の花火", "白い日傘", "猫のノワール"];

    /// <summary>A script whose talk the game is in the middle of.</summary>
    public static Script Script { get; } = Script.Parse(
        "title: Start\n---\n" + string.Concat(Enumerable.Range(0, Turns).Select(i => $"絢音: {i}番目のお話ですわ。 #line:l{i}\n<<set $affection += 1>>\n")) +
        $"<<ojousama_talk \"tea\" {2 * Turns}>>\n終わり。\n===",
        "Long.yarn");

    /// <summary>Plays it, into a transcript in memory or in a file.</summary>
    public static void Play(Transcript transcript)
    {
        var random = new Random(6);
        var runner = new ScriptRunner(Script, transcript);
        runner.Start();
        while (runner.Next() is ScriptLine)
        {
        }

        for (int i = 0; i < Turns; i++)
        {
            string[] facts = [.. Enumerable.Range(0, 3).Select(_ => Pick() + "がとても好き。")];
            transcript.Add(new TurnTaken("絢音", new Exchange($"{Pick()}って、どう思う？{random.Next(1000)}", facts, $"[face:smile]ええ、{Pick()}ですわね。{Pick()}も好きですの。"), "tea"));
            transcript.Add(new ValueAdded("affection", random.Next(-2, 3), "tea"));
        }

        string Pick() => Things[random.Next(Things.Length)];
    }
}
