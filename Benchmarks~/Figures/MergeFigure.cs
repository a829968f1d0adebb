using System.Diagnostics;
using Ojousama.Studio.Cli;

namespace Ojousama.Benchmarks.Figures;

/// <summary>The command <c>merge</c>: TIES of two models of the default's size over their base, from and to quantised files. Of all methods it reads its inputs most often.</summary>
internal sealed class MergeFigure(bool measuresMemory) : IFigure
{
    static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(20);

    public string Name => measuresMemory ? "merging two models: peak memory" : "merging two models: time";

    public Bar Bar => measuresMemory ? new(300, AtMost: true, " MB") : new(30, AtMost: true, " s");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        string folder = Directory.CreateTempSubdirectory("ojousama-").FullName;
        try
        {
            string first = Path.Combine(folder, "first.gguf"), second = Path.Combine(folder, "second.gguf"), recipe = Path.Combine(folder, "recipe.yml");
            foreach (var (adapter, model) in new[] { ("asker.gguf", first), ("heroines.gguf", second) })
                await RunAsync("adapter", "bake", "--model", Machine.ModelFile, "--adapter", PackagePaths.FindModel(adapter), "--out", model, "--threads", $"{machine.Threads}");
            File.WriteAllText(recipe, $$"""
                merge_method: ties
                base_model: {{Machine.ModelFile}}
                models: [{model: first.gguf}, {model: second.gguf}]
                parameters: {weight: 0.5, density: 0.5}
                """);
            var (seconds, peak) = await RunAsync("merge", "--recipe", recipe, "--out", Path.Combine(folder, "merged.gguf"), "--threads", $"{machine.Threads}");
            return new Outcome(
                measuresMemory ? peak / 1e6 : seconds,
                $"{seconds:0.0} s and {peak / 1e6:0} MB of a process with {machine.Threads} threads; three files of {new FileInfo(Machine.ModelFile).Length / 1e6:0} MB read, one written");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(double Seconds, long PeakBytes)> RunAsync(params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp(), peak = 0;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(StudioCommandLine).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        while (!process.HasExited)
        {
            process.Refresh();
            peak = Math.Max(peak, process.PeakWorkingSet64);
            await Task.Delay(s_glance);
        }

        await output;
        return process.ExitCode == 0
            ? (Stopwatch.GetElapsedTime(start).TotalSeconds, peak)
            : throw new OjousamaException($"{string.Join(' ', arguments.Take(2))} failed: {(await error).Trim()}", "Run it by hand");
    }
}
