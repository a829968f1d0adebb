using System.Diagnostics;
using Ojousama.Player;
using Ojousama.Player.Loop;
using Ojousama.Player.Web;
using Ojousama.Samples.DatingSim;
using Ojousama.TextBox;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;
using Object = UnityEngine.Object;

namespace Ojousama.Benchmarks.Figures;

/// <summary>What a frame of the sample costs on the main thread while she answers: components, layout, reveal, and the mirror for the browser.</summary>
/// <param name="isBusy">Whether the game keeps one more core busy meanwhile.</param>
internal sealed class FrameFigure(bool isBusy) : IFigure
{
    static readonly string[] Lines = ["お名前は？", "どの季節が好き？", "ご家族のことを教えて", "何か習い事はしてるの？"];

    public string Name => $"main thread a frame while a reply streams{(isBusy ? " and one core is busy" : "")}, 99th percentile";

    public Bar Bar => new(isBusy ? 2 : 1, AtMost: true, Unit: " ms");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        GC.KeepAlive(typeof(TalkScene).Assembly); // its scripts
        string data = Path.Combine(Path.GetTempPath(), "ojousama-frames-" + Guid.NewGuid().ToString("N"));
        using var thread = new PlayerThread(() =>
        {
            GamePlayer player = GamePlayer.Load(Path.Combine(PackagePaths.FindCheckout()!, "Samples~", "DatingSim"), "Scenes/Talk.unity", new PlayerSettings(data));
            _ = new WebGame(player);
            return player;
        });
        GamePlayer player = await thread.Loaded;
        await UntilAsync(player, () => Object.FindFirstObjectByType<DialogueAgent>().IsReady);

        using var busy = new BusyCores(isBusy ? 1 : 0);
        int said = 0;
        var frames = new List<(double Milliseconds, long Bytes)>();
        foreach (string line in Lines.Concat(Lines))
        {
            long since = player.Frames.Count;
            player.Post(() => Say(player, line));
            await UntilAsync(player, () => !Object.FindFirstObjectByType<DialogueAgent>().IsTalking
                && Object.FindFirstObjectByType<TextBoxView>().Window.State == RevealState.Complete);
            if (++said > Lines.Length) // the first time also compiles, which no game does
                frames.AddRange(player.Frames.Read(since));
        }

        double[] times = [.. frames.Select(frame => frame.Milliseconds).Order()];
        double[] bytes = [.. frames.Select(frame => (double)frame.Bytes).Order()];
        return new Outcome(times[times.Length * 99 / 100],
            $"median {times[times.Length / 2]:F3} ms of {times.Length} frames; half of them allocate {bytes[bytes.Length / 2]:F0} B at most, 99 % {bytes[bytes.Length * 99 / 100]:F0} B");
    }

    static void Say(GamePlayer player, string line)
    {
        var field = (TextField)player.Find("line-input")!;
        field.value = line;
        field.Focus();
        new InputPort(player).KeyDown(KeyCode.Return, '\n', EventModifiers.None);
    }

    static async Task UntilAsync(GamePlayer player, Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            player.Post(() => answer.SetResult(condition()));
            if (await answer.Task)
                return;
            if (clock.Elapsed > TimeSpan.FromMinutes(2))
                throw new OjousamaException("The sample did not answer within two minutes", "Play it, and look at what it logs");
            await Task.Delay(100);
        }
    }
}
