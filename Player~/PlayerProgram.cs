using System.CommandLine;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Ojousama.Inference.Remote;
using Ojousama.Loading;
using Ojousama.Player.Loop;
using Ojousama.Player.Terminal;
using Ojousama.Player.Web;

namespace Ojousama.Player;

/// <summary>The program of a game: what a sample's project runs.</summary>
public static class PlayerProgram
{
    /// <summary>Plays the scene that the program's project names.</summary>
    /// <returns>The exit code: 1 if the scene cannot be played.</returns>
    public static Task<int> RunAsync(string[] args)
    {
        var terminal = new Option<bool>("--terminal") { Description = "Play here instead of in the browser." };
        var port = new Option<int>("--port") { Description = "Port of the page; any that is free by default." };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the address only." };
        var scene = new Option<string>("--scene") { Description = "Another scene file.", DefaultValueFactory = _ => Setting("Scene") };
        var engine = new Option<string>("--engine") { Description = "What runs the models: llama.cpp, or llamasharp if it was built in.", DefaultValueFactory = _ => InferenceEngines.Default };
        var server = new Option<string?>("--server") { Description = "A server that runs the model in place of the sheets' files, e.g. http://localhost:8080. Its key is read from the variable OJOUSAMA_API_KEY." };
        var root = new RootCommand($"Plays {Path.GetFileName(Setting("Folder"))}.") { terminal, port, noBrowser, scene, engine, server };
        server.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { } address || !RemoteDialogueModel.IsAddress(address))
                result.AddError("--server takes an address such as http://localhost:8080.");
        });
        root.SetAction((parsed, _) =>
        {
            RemoteModelOptions.Host = RemoteModelOptions.Host with { Server = parsed.GetValue(server) };
            return PlayAsync(parsed.GetRequiredValue(engine), parsed.GetRequiredValue(scene), parsed.GetValue(terminal), parsed.GetValue(port), parsed.GetValue(noBrowser));
        });
        // The game ends in its own time: its components are told first.
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    static async Task<int> PlayAsync(string engine, string scene, bool inTerminal, int port, bool noBrowser)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            InferenceEngines.Use(engine);
            return inTerminal ? await PlayInTerminalAsync(scene, stop.Token) : await PlayInBrowserAsync(scene, port, noBrowser, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (OjousamaException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // components are told before the process ends
            stop.Cancel();
        }
    }

    static async Task<int> PlayInBrowserAsync(string scene, int port, bool noBrowser, CancellationToken cancellationToken)
    {
        WebGame? game = null;
        using var thread = new PlayerThread(() =>
        {
            GamePlayer player = GamePlayer.Load(Setting("Folder"), scene);
            game = new WebGame(player);
            player.IsResting = true; // until a page is there
            return player;
        });
        await thread.Loaded;
        await using WebServer server = await WebServer.StartAsync(game!, port);
        Console.WriteLine(server.Address);
        if (!noBrowser && !Console.IsOutputRedirected)
            OpenBrowser(server.Address);
        return await thread.Ended.WaitAsync(cancellationToken);
    }

    static async Task<int> PlayInTerminalAsync(string scene, CancellationToken cancellationToken)
    {
        Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        TerminalPlayer? terminal = null;
        using var thread = new PlayerThread(() =>
        {
            GamePlayer player = GamePlayer.Load(Setting("Folder"), scene);
            terminal = new TerminalPlayer(player, Console.Out);
            return player;
        });
        await thread.Loaded;
        Task play = terminal!.PlayAsync(Console.In, cancellationToken);
        await Task.WhenAny(play, thread.Ended);
        if (play.IsCompleted)
            await play;
        return thread.Ended.IsCompleted ? await thread.Ended : 0;
    }

    static void OpenBrowser(string address)
    {
        try
        {
            Process.Start(new ProcessStartInfo(address) { UseShellExecute = true })?.Dispose();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            // A machine without a browser: the address is printed.
        }
    }

    /// <summary>What Player.targets has written into the program.</summary>
    static string Setting(string name) => Assembly.GetEntryAssembly()!.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "Ojousama" + name)?.Value
        ?? throw new OjousamaException($"The program does not know its game's {name.ToLowerInvariant()}", "Import Player~/Player.targets into its project");
}
