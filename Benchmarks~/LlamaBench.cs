using System.Diagnostics;
using System.Text.Json;

namespace Ojousama.Benchmarks;

/// <summary>llama.cpp's own benchmark, and its own logits: built from the pinned source against the very libraries that this package loads.</summary>
internal static class LlamaBench
{
    static readonly string s_folder = Path.Combine(Machine.Root, ".artifacts", "llama-bench");
    static bool s_built;

    /// <summary>Tokens per second of one run.</summary>
    /// <param name="machine">The number of threads.</param>
    /// <param name="prompt">Prompt tokens to read, or 0.</param>
    /// <param name="generate">Tokens to generate, or 0.</param>
    /// <param name="adapter">Null for the bare model.</param>
    public static async Task<double> RunAsync(Machine machine, int prompt, int generate, string? adapter)
    {
        string json = await ToolAsync(
            "llama-bench", adapter, "-m", Machine.ModelFile, "-p", $"{prompt}", "-n", $"{generate}", "-r", "1", "-t", $"{machine.Threads}", "-o", "json");
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement[0].GetProperty("avg_ts").GetDouble();
    }

    /// <summary>Tokens per second of embedding texts of so many tokens on one thread.</summary>
    public static async Task<double> EmbedAsync(string model, int tokens, int times)
    {
        string json = await ToolAsync("llama-bench", null, "-m", model, "-p", $"{tokens}", "-n", "0", "-r", $"{times}", "-t", "1", "-embd", "1", "-o", "json");
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement[0].GetProperty("avg_ts").GetDouble();
    }

    /// <summary>The logits after the last of some tokens, decoded batch by batch.</summary>
    public static async Task<float[]> LogitsAsync(Machine machine, IEnumerable<int[]> batches, string? adapter)
    {
        string[] words = [.. batches.SelectMany(b => b.Select(t => $"{t}").Prepend("/")).Skip(1)];
        string lines = await ToolAsync("llama-logits", adapter, [Machine.ModelFile, $"{machine.Threads}", .. words]);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(float.Parse)];
    }

    static async Task<string> ToolAsync(string tool, string? adapter, params string[] arguments)
    {
        if (!s_built)
            await StartAsync("node", null, Path.Combine(Machine.Root, "Benchmarks~", "llama-bench.mjs"), Machine.Root);
        s_built = true;
        return await StartAsync(Path.Combine(s_folder, tool), adapter, arguments);
    }

    static async Task<string> StartAsync(string program, string? adapter, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OJOUSAMA_ADAPTER"] = adapter ?? "";
        using Process process = Process.Start(start) ?? throw new OjousamaException($"{program} does not start", "Install Node.js and a C++ compiler");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new OjousamaException($"{Path.GetFileName(program)} failed: {(await errors).Trim()} {output.Trim()}".TrimEnd('.'), "Install what it misses, and try again");
        return output;
    }
}
