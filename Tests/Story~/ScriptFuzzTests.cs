using CsCheck;
using Ojousama.Saving;
using Ojousama.Story;

namespace Ojousama.Tests.Story;

/// <summary>The sample's story with random slips of the pen: it is played, or the mistake is told. Nothing else ever leaves the parser or the runner.</summary>
public sealed class ScriptFuzzTests
{
    static readonly string[] Rows = File.ReadAllLines(
        Path.Combine(PackagePaths.FindCheckout()!, "Samples~", "DatingSim", "Story", "Tea.yarn.txt"));

    static readonly string[] Bits =
        ["<<", ">>", "<<if", "<<else>>", "<<endif>>", "<<once>>", "<<endonce>>", "<<detour Tea>>", "<<return>>", "=>", "[/", "/]", "=", "when: once", "->", "{", "}", "$", "\"", "#line:", "#", "\\", ":", "：", "===", "---", "(", ")", "!", "=", "\t", "      ", "[", "]", "//", "1e999", "é", "\uD83D"];

    static readonly Gen<(int Row, int At, int Kind, int Bit)[]> Slips =
        Gen.Select(Gen.Int[0, 9999], Gen.Int[0, 9999], Gen.Int[0, 4], Gen.Int[0, 9999]).Array[1, 6];

    [Test]
    public void A_slip_is_told_with_its_place_or_does_no_harm()
    {
        int told = 0, played = 0;
        Slips.Sample(
            slips =>
            {
                string text = string.Join("\n", Slip(slips));
                try
                {
                    Play(Script.Parse(text, "Tea.yarn"), slips[0].At);
                    Interlocked.Increment(ref played);
                }
                catch (OjousamaException e)
                {
                    Interlocked.Increment(ref told);
                    return e.Message.StartsWith("Tea.yarn(", StringComparison.Ordinal) || e.Message.Contains("in circles");
                }

                return true;
            },
            iter: 5_000);
        Assert.That(Math.Min(told, played), Is.GreaterThan(500), "slips of one kind only show nothing");
    }

    static List<string> Slip((int Row, int At, int Kind, int Bit)[] slips)
    {
        var rows = new List<string>(Rows);
        foreach (var (row, at, kind, bit) in slips)
        {
            int i = row % rows.Count;
            int column = at % (rows[i].Length + 1);
            if (kind == 0)
                rows[i] = rows[i].Insert(column, Bits[bit % Bits.Length]);
            else if (kind == 1)
                rows[i] = rows[i].Remove(column, Math.Min(bit % 4, rows[i].Length - column));
            else if (kind == 2)
                rows.RemoveAt(i);
            else if (kind == 3)
                rows.Insert(at % rows.Count, rows[i]);
            else
                rows[i] = rows[i][..column];
        }

        return rows;
    }

    static void Play(Script script, int seed)
    {
        var random = new Random(seed);
        var runner = new ScriptRunner(script, new Transcript());
        runner.Start();
        for (int i = 0; i < 300; i++)
        {
            switch (runner.Next())
            {
                case ScriptOptions options:
                    int[] available = [.. Enumerable.Range(0, options.Options.Count).Where(o => options.Options[o].IsAvailable)];
                    runner.Choose(available[random.Next(available.Length)]);
                    break;
                case ScriptTalk talk:
                    talk.Window.Leave();
                    break;
                case ScriptEnd:
                    return;
            }
        }
    }
}
