using Ojousama.Player;
using Ojousama.Player.Loop;
using Ojousama.Player.Web;
using Ojousama.Samples.DatingSim;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Player;

/// <summary>A game that plays by itself and shows itself on a free port. What it saves is gone with it.</summary>
internal sealed class RunningGame : IAsyncDisposable
{
    readonly TemporaryFolder _data;
    readonly PlayerThread _thread;
    readonly WebServer _server;

    RunningGame(TemporaryFolder data, PlayerThread thread, WebServer server, GamePlayer player)
    {
        _data = data;
        _thread = thread;
        _server = server;
        Player = player;
    }

    public GamePlayer Player { get; }

    public string Address => _server.Address;

    /// <summary>The sample, with the real model.</summary>
    public static Task<RunningGame> StartSampleAsync()
    {
        GC.KeepAlive(typeof(TalkScene).Assembly); // loads its scripts
        return StartAsync(Path.Combine(Scenes.Package, "Samples~", "DatingSim"), "Scenes/Talk.unity");
    }

    public static async Task<RunningGame> StartAsync(string folder, string scene)
    {
        var data = new TemporaryFolder();
        WebGame? game = null;
        var thread = new PlayerThread(() =>
        {
            GamePlayer player = GamePlayer.Load(folder, scene, new PlayerSettings(data["."]));
            game = new WebGame(player);
            return player;
        });
        GamePlayer player = await thread.Loaded;
        return new RunningGame(data, thread, await WebServer.StartAsync(game!, port: 0), player);
    }

    /// <summary>Asks something on the main thread.</summary>
    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Player.Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception e)
            {
                answer.SetException(e);
            }
        });
        return answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _thread.Dispose();
        _data.Dispose();
    }
}
