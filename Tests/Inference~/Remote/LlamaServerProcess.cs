using System.Diagnostics;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>A llama-server of the pinned release: <c>node Benchmarks~/llama-server.mjs .</c> in the checkout builds it.</summary>
internal sealed class LlamaServerProcess : IDisposable
{
    public const string HowToBuild = "There is no llama-server here: node Benchmarks~/llama-server.mjs . builds it.";

    readonly string[] _arguments;
    readonly int _port;
    Process _process;

    LlamaServerProcess(string[] arguments, int port)
    {
        _arguments = arguments;
        _port = port;
        _process = Start();
    }

    public string Address => $"http://127.0.0.1:{_port}";

    /// <summary>Null if it was not built.</summary>
    public static string? FindProgram(string checkout)
    {
        string path = Path.Combine(checkout, ".artifacts", "llama-server", "llama-server");
        return File.Exists(path) ? path : null;
    }

    /// <param name="program">As found.</param>
    /// <param name="model">Path of a GGUF.</param>
    /// <param name="adapters">Their paths.</param>
    /// <param name="slots">Conversations at once.</param>
    /// <param name="contextTokens">Of each.</param>
    /// <param name="threads">Native ones.</param>
    /// <param name="more">Further arguments.</param>
    public static async Task<LlamaServerProcess> StartAsync(string program, string model, string[] adapters, int slots, int contextTokens, int threads, params string[] more)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        string[] lora = adapters.Length == 0 ? [] : ["--lora", string.Join(',', adapters), "--lora-init-without-apply"];
        var server = new LlamaServerProcess(
            [program, "-m", model, .. lora, "-np", $"{slots}", "-c", $"{slots * contextTokens}", "-t", $"{threads}", "-ngl", "0", "--host", "127.0.0.1", "--port", $"{port}", "--no-ui", .. more], port);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>SIGKILL: no connection is told.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task RestartAsync()
    {
        _process = Start();
        await ReadyAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    Process Start()
    {
        var start = new ProcessStartInfo(_arguments[0], _arguments[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { }; // a full pipe would stop it
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    async Task ReadyAsync()
    {
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromMinutes(2); await Task.Delay(100))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"llama-server ended with {_process.ExitCode}.");
            try
            {
                if ((await client.GetAsync(Address + "/health")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
            }
        }

        throw new TimeoutException("llama-server was not ready within two minutes.");
    }
}
