using System.Diagnostics;
using Ojousama.TextBox;

namespace Ojousama.Benchmarks.Figures;

/// <summary>What a frame of the text box costs the main thread while a reply streams in and appears: layout, reveal, and a look at every glyph.</summary>
internal sealed class TextBoxFigure : IFigure
{
    const int Plays = 300, WarmUps = 50;
    const double Frame = 1 / 60.0; // seconds

    // One token of some three characters arrives every other frame; ruby, tags and Latin included.
    const string Reply = "[face:smile]ごきげんよう。わたくし、今日は「お庭」でTea Timeを楽しんで――おりましたの。｜薔薇《ばら》がとても綺麗に咲いていて、" +
        "あなたにもお見せしたかったですわ。……べ、[face:shy]別に《《待っていた》》わけではありませんのよ？ もう、笑わないでくださいませ！";

    readonly bool _measuresBytes;
    readonly string[] _pieces;

    /// <param name="measuresBytes">Whether the figure is what the garbage collector gets, or the time.</param>
    public TextBoxFigure(bool measuresBytes)
    {
        _measuresBytes = measuresBytes;
        _pieces = [.. Reply.Chunk(3).Select(c => new string(c))];
    }

    public string Name => _measuresBytes ? "text box: bytes allocated a frame" : "text box: layout and reveal a frame, p99";

    public Bar Bar => _measuresBytes ? new(0, AtMost: true, Unit: " B") : new(0.05, AtMost: true, Unit: " ms");

    public Task<Outcome> MeasureAsync(Machine machine)
    {
        var window = new MessageWindow { Auto = true };
        var frames = new double[Plays * 2_000];
        for (int i = 0; i < WarmUps; i++)
            Play(window, frames, 0); // fills the pools and compiles
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        for (int i = 0; i < Plays; i++)
            count = Play(window, frames, count);
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(frames, 0, count);
        double p99 = frames[(int)(count * 0.99)];
        double each = bytes / (double)count;
        return Task.FromResult(_measuresBytes
            ? new Outcome(each, $"{bytes} B in {count} frames of replies with tags, ruby and emphasis")
            : new Outcome(p99, $"median {frames[count / 2]:0.00000} ms, longest {frames[count - 1]:0.000} ms, over {count} frames"));
    }

    /// <returns>Frames measured, those before included.</returns>
    int Play(MessageWindow window, double[] frames, int count)
    {
        int next = 0, seen = 0, version = -1;
        window.Begin();
        for (int frame = 0; window.State != RevealState.Idle; frame++)
        {
            long start = Stopwatch.GetTimestamp();
            if (frame % 2 == 0 && next < _pieces.Length)
                window.Append(_pieces[next++]);
            else if (next == _pieces.Length)
            {
                window.Complete();
                next++;
            }

            window.Update(Frame);
            if (window.Version != version)
            {
                version = window.Version;
                for (int i = 0; i < window.Lines.Count; i++)
                    seen += window.Lines[i].VisibleCount;
            }

            frames[count++] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        GC.KeepAlive(seen);
        return count;
    }
}
