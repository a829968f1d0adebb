using Ojousama.Inference.Remote;
using Ojousama.Tests.Inference.Remote;

namespace Ojousama.Benchmarks;

/// <summary>llama-server, built from the pinned source against the very libraries that this package loads.</summary>
internal static class LlamaServer
{
    public const int ContextTokens = 2048;

    /// <summary>Starts one with the default model and its adapter. The first time it is built, which takes some minutes.</summary>
    public static async Task<LlamaServerProcess> StartAsync(Machine machine, int slots)
    {
        await LlamaBench.StartAsync(machine, "node", null, Path.Combine(Machine.Root, "Benchmarks~", "llama-server.mjs"), Machine.Root);
        return await LlamaServerProcess.StartAsync(
            LlamaServerProcess.FindProgram(Machine.Root)!, Machine.ModelFile, [Machine.AdapterFile], slots, ContextTokens, machine.Threads);
    }

    public static Task<RemoteDialogueModel> ConnectAsync(LlamaServerProcess server) => RemoteDialogueModel.ConnectAsync(server.Address);
}
