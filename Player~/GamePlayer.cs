using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Ojousama.Player.Assets;
using Ojousama.Player.Loop;
using Ojousama.Unity;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Player;

/// <summary>Where a game keeps what it writes.</summary>
/// <param name="DataFolder">Unity's persistentDataPath.</param>
public sealed record PlayerSettings(string DataFolder)
{
    /// <summary>In the user's own folder, one for each game.</summary>
    public static PlayerSettings For(string folder) => new(Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "Ojousama", Path.GetFileName(Path.GetFullPath(folder))));
}

/// <summary>Plays a Unity scene without Unity, frame by frame.</summary>
/// <remarks>
/// The thread that loads it is its main thread: run its frames and dispose of it there, or leave all three to <see cref="PlayerThread"/>.
/// Unity's API is static, so one game is played at a time; another may follow in the same process.
/// </remarks>
public sealed class GamePlayer : IDisposable
{
    readonly World _world;
    readonly ConcurrentQueue<Action> _inbox = new();
    readonly AutoResetEvent _isCalled = new(initialState: false);
    volatile bool _isResting;

    GamePlayer(World world, AssetCatalog assets, IEnumerable<string> pictures)
    {
        _world = world;
        Assets = assets;
        world.Context.Posted += Call;
        PictureUrls = pictures.Select(assets.UrlOf).OfType<string>().ToArray();
    }

    /// <summary>After Update, coroutines, continuations, LateUpdate and the schedulers of each frame.</summary>
    internal event Action? FrameEnded;

    /// <summary>Set once the game has called Application.Quit.</summary>
    public int? ExitCode => _world.ExitCode;

    /// <summary>Whether nobody looks at it: frames then come only when there is something to do, and for timers now and then. Thread-safe.</summary>
    internal bool IsResting
    {
        get => _isResting;
        set
        {
            _isResting = value;
            Call();
        }
    }

    /// <summary>Set when something was posted, or rest is over.</summary>
    internal WaitHandle IsCalled => _isCalled;

    /// <summary>What the last frames cost.</summary>
    internal FrameRing Frames { get; } = new();

    internal AssetCatalog Assets { get; }

    /// <summary>Addresses of the pictures that scripts may show at any time.</summary>
    internal IReadOnlyList<string> PictureUrls { get; }

    internal IReadOnlyList<RuntimePanel> Panels => _world.Panels;

    /// <summary>Loads a scene and wakes its components.</summary>
    /// <param name="folder">The game's folder, such as Samples~/DatingSim.</param>
    /// <param name="scene">The .unity file, relative to the folder or whole.</param>
    /// <param name="settings">Null for <see cref="PlayerSettings.For"/>.</param>
    /// <exception cref="OjousamaException">A file is missing, broken or asks for what the player does not support; the message names file and line.</exception>
    public static GamePlayer Load(string folder, string scene, PlayerSettings? settings = null)
    {
        folder = Path.GetFullPath(folder);
        string package = PackagePaths.FindCheckout() ?? folder;
        Application.persistentDataPath = (settings ?? PlayerSettings.For(folder)).DataFolder;
        Application.dataPath = folder;
        Application.streamingAssetsPath = Path.Combine(folder, "StreamingAssets");
        Application.productName = Path.GetFileName(folder);
        PlayerPrefs.Forget();
        Directory.CreateDirectory(Application.persistentDataPath);
        var world = new World();
        try
        {
            Initialize(RuntimeInitializeLoadType.SubsystemRegistration, RuntimeInitializeLoadType.AfterAssembliesLoaded, RuntimeInitializeLoadType.BeforeSplashScreen, RuntimeInitializeLoadType.BeforeSceneLoad);
            var assets = new AssetCatalog(package, folder);
            var loader = new AssetLoader(assets);
            world.Wake(SceneLoader.Load(Path.GetFullPath(scene, folder), loader));
            Initialize(RuntimeInitializeLoadType.AfterSceneLoad);
            return new GamePlayer(world, assets, loader.Pictures);
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }

    /// <summary>Runs an action on the main thread before the next frame. Thread-safe.</summary>
    public void Post(Action action)
    {
        _inbox.Enqueue(action);
        Call();
    }

    /// <param name="seconds">Since the last frame.</param>
    public void RunFrame(double seconds = 1 / 60.0)
    {
        long start = Stopwatch.GetTimestamp(), allocated = GC.GetAllocatedBytesForCurrentThread();
        while (_inbox.TryDequeue(out Action? action))
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                UnityEngine.Debug.LogException(e);
            }
        }

        _world.Frame(seconds);
        FrameEnded?.Invoke();
        Frames.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    /// <summary>Runs frames of a sixtieth of a second each.</summary>
    public void RunFrames(int count)
    {
        for (int i = 0; i < count; i++)
            RunFrame();
    }

    /// <summary>Runs frames until the condition holds; for what happens in the background, each frame takes its time.</summary>
    /// <returns>False if the time was over before.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > timeout)
                return false;
            RunFrame();
            Thread.Sleep(1);
        }

        return true;
    }

    /// <summary>An element by its name, in whichever document; null for none.</summary>
    public VisualElement? Find(string name) => _world.Panels.Select(panel => panel.visualTree.Q(name, (string?)null)).FirstOrDefault(element => element != null);

    /// <summary>Whether somebody looks at it. Main thread only.</summary>
    internal void Focus(bool isFocused) => _world.Focus(isFocused);

    /// <summary>Ends the game: OnApplicationQuit, OnDisable and OnDestroy of all components.</summary>
    public void Dispose() => _world.Dispose();

    void Call() => _isCalled.Set();

    /// <summary>Static methods of the components' assemblies that ask to run now.</summary>
    static void Initialize(params RuntimeInitializeLoadType[] times)
    {
        string engine = typeof(MonoBehaviour).Assembly.GetName().Name!;
        Assembly[] assemblies = AppDomain.CurrentDomain.GetAssemblies().Append(typeof(DialogueAgent).Assembly).Distinct().Where(assembly => assembly.GetReferencedAssemblies().Any(name => name.Name == engine)).ToArray();
        foreach (RuntimeInitializeLoadType time in times)
        {
            foreach (MethodInfo method in assemblies.SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(method => method.GetCustomAttribute<RuntimeInitializeOnLoadMethodAttribute>()?.loadType == time))
                method.Invoke(null, null);
        }
    }
}
