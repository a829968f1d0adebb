using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Benchmarks;

/// <summary>llama.cpp's own benchmark, embedding example and logits: built from the pinned source against the very libraries that this package loads.</summary>
internal static class LlamaBench
{
    static readonly string s_folder = Path.Combine(Machine.Root, ".artifacts", "llama-bench");
    static bool s_built;

    /// <summary>Tokens per second of one run.</summary>
    /// <param name="machine">The number of threads.</param>
    /// <param name="prompt">Prompt tokens to read, or 0.</param>
    /// <param name="generate">Tokens to generate, or 0.</param>
    /// <param name="adapter">Null for the bare model.</param>
    /// <param name="depth">Tokens that it holds before, which are not counted.</param>
    /// <param name="threads">0 for the machine's.</param>
    public static async Task<double> RunAsync(Machine machine, int prompt, int generate, string? adapter, int depth = 0, int threads = 0)
    {
        (string json, _) = await ToolAsync(
            machine, "llama-bench", adapter, "-m", Machine.ModelFile, "-p", $"{prompt}", "-n", $"{generate}", "-d", $"{depth}", "-r", "1", "-t", $"{(threads > 0 ? threads : machine.Threads)}", "-o", "json");
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement[0].GetProperty("avg_ts").GetDouble();
    }

    /// <summary>Milliseconds that llama.cpp's embedding example takes for a text, by its own count: without loading and without its tokenizer.</summary>
    /// <param name="machine">The number of threads.</param>
    /// <param name="model">Of the E5 family.</param>
    /// <param name="text">With its prefix.</param>
    /// <param name="tokens">That it has. The batch has no room for more, so that each text is computed by itself.</param>
    /// <param name="times">How often it is embedded.</param>
    public static async Task<double> EmbedAsync(Machine machine, string model, string text, int tokens, int times)
    {
        string room = $"{tokens + tokens % 2}"; // the example wants a multiple of its two sequences
        (_, string log) = await ToolAsync(
            machine, "llama-embedding", null, "-m", model, "-p", string.Join('\n', Enumerable.Repeat(text, times)), "-t", $"{machine.Threads}",
            "-c", room, "-b", room, "-np", "2", "--perf", "--verbose", "--embd-output-format", "array");
        Match spent = Regex.Match(log, @"prompt eval time =\s*([\d.]+) ms /\s*(\d+) tokens");
        if (!spent.Success || int.Parse(spent.Groups[2].Value) != tokens * times)
            throw new OjousamaException($"llama.cpp's embedding example does not tell the time of {times} × {tokens} tokens", "Look at what it prints");
        return double.Parse(spent.Groups[1].Value) / times;
    }

    /// <summary>The logits after the last of some tokens, decoded batch by batch.</summary>
    public static async Task<float[]> LogitsAsync(Machine machine, IEnumerable<int[]> batches, string? adapter)
    {
        string[] words = [.. batches.SelectMany(b => b.Select(t => $"{t}").Prepend("/")).Skip(1)];
        (string lines, _) = await ToolAsync(machine, "llama-logits", adapter, [Machine.ModelFile, $"{machine.Threads}", .. words]);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(float.Parse)];
    }

    /// <returns>What it wrote to the standard output and to the standard error.</returns>
    static async Task<(string Output, string Log)> ToolAsync(Machine machine, string tool, string? adapter, params string[] arguments)
    {
        if (!s_built)
            await StartAsync(machine, "node", null, Path.Combine(Machine.Root, "Benchmarks~", "llama-bench.mjs"), Machine.Root);
        s_built = true;
        return await StartAsync(machine, Path.Combine(s_folder, tool), adapter, arguments);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(string Output, string Log)> StartAsync(Machine machine, string program, string? adapter, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OJOUSAMA_ADAPTER"] = adapter ?? "";
        if (machine.Gpu is { } gpu) // ggml loads what this names beside what lies beside the tool
            start.Environment["GGML_BACKEND_PATH"] = LlamaLibrary.Load().Gpus.PathOf(gpu.Backend);
        using Process process = Process.Start(start) ?? throw new OjousamaException($"{program} does not start", "Install Node.js and a C++ compiler");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new OjousamaException($"{Path.GetFileName(program)} failed: {(await errors).Trim()} {output.Trim()}".TrimEnd('.'), "Install what it misses, and try again");
        return (output, await errors);
    }
}
