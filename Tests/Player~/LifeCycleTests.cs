using System.Collections;
using UnityEngine;
using Object = UnityEngine.Object;

namespace Ojousama.Tests.Player;

public sealed class LifeCycleTests
{
    static readonly List<string> Log = [];

    World _world = null!;

    [SetUp]
    public void Begin()
    {
        Log.Clear();
        _world = new World();
    }

    [TearDown]
    public void End() => _world.Dispose();

    [Test]
    public void Messages_come_in_Unitys_order()
    {
        var script = new GameObject("a").AddComponent<Script>();
        _world.Frame(0.1);
        script.enabled = false;
        _world.Frame(0.1);
        script.enabled = true;
        _world.Frame(0.1);
        Object.Destroy(script.gameObject);
        Log.Add("destroy asked");
        _world.Frame(0.1);

        Assert.That(Log, Is.EqualTo(new[]
        {
            "Awake", "OnEnable", "Start", "Update", "LateUpdate", "OnDisable", "OnEnable", "Update", "LateUpdate",
            "destroy asked", "Update", "LateUpdate", "OnDisable", "OnDestroy",
        }));
        Assert.That(script == null, "it compares equal to null");
        Assert.That(script is null, Is.False, "though C# still holds it");
    }

    [Test]
    public void Quitting_tells_all_and_destroys_all()
    {
        var script = new GameObject("a").AddComponent<Script>();
        var destroyed = script.destroyCancellationToken;
        var exit = Application.exitCancellationToken;
        _world.Frame(0.1);
        Log.Clear();
        _world.Dispose();

        Assert.That(Log, Is.EqualTo(new[] { "OnApplicationQuit", "OnDisable", "OnDestroy" }));
        Assert.That(destroyed.IsCancellationRequested && exit.IsCancellationRequested);
        Assert.That(Application.isPlaying, Is.False);
    }

    [Test]
    public void Scripts_hear_when_the_game_is_put_away_and_taken_up_again()
    {
        new GameObject("a").AddComponent<Listener>();
        _world.Focus(true);
        _world.Focus(false);
        _world.Focus(true);

        Assert.That(Log, Is.EqualTo(new[] { "focus False", "pause True", "focus True", "pause False" }));
    }

    [Test]
    public void Switching_an_object_off_switches_off_all_below_it()
    {
        var parent = new GameObject("parent");
        var child = new GameObject("child");
        child.transform.SetParent(parent.transform);
        child.AddComponent<Script>();
        parent.SetActive(false);
        _world.Frame(0.1);
        parent.SetActive(true);
        _world.Frame(0.1);

        Assert.That(Log, Is.EqualTo(new[] { "Awake", "OnEnable", "OnDisable", "OnEnable", "Start", "Update", "LateUpdate" }));
    }

    [Test]
    public void A_script_on_an_object_that_is_off_sleeps_until_it_is_on()
    {
        var o = new GameObject("a");
        o.SetActive(false);
        o.AddComponent<Script>();
        _world.Frame(0.1);
        Assert.That(Log, Is.Empty);
        o.SetActive(true);
        Assert.That(Log, Is.EqualTo(new[] { "Awake", "OnEnable" }));
    }

    [Test]
    public void Scripts_run_by_their_execution_order()
    {
        new GameObject("late").AddComponent<Late>();
        new GameObject("early").AddComponent<Early>();
        _world.Frame(0.1);

        Assert.That(Log, Is.EqualTo(new[] { "early", "late" }));
    }

    [Test]
    public void Coroutines_go_on_after_Update_and_before_posted_work()
    {
        var script = new GameObject("a").AddComponent<Script>();
        _world.Frame(0.1);
        Log.Clear();
        script.StartCoroutine(Wait());
        Post();
        _world.Frame(0.1);
        _world.Frame(0.1);
        _world.Frame(0.1);

        Assert.That(Log, Is.EqualTo(new[]
        {
            "begun", "Update", "a frame on", "posted", "LateUpdate", "Update", "LateUpdate", "Update", "0.15 s on", "LateUpdate",
        }));

        static IEnumerator Wait()
        {
            Log.Add("begun");
            yield return null;
            Log.Add("a frame on");
            yield return new WaitForSeconds(0.15f);
            Log.Add("0.15 s on");
        }

        static async void Post()
        {
            await Task.Yield();
            Log.Add("posted");
        }
    }

    [Test]
    public void Work_that_posts_work_lets_the_frame_end()
    {
        int rounds = 0;
        SynchronizationContext context = SynchronizationContext.Current!;
        void Again(object? state)
        {
            rounds++;
            context.Post(Again, null);
        }

        context.Post(Again, null);
        _world.Frame(0.1);
        _world.Frame(0.1);

        Assert.That(rounds, Is.EqualTo(2));
    }

    [Test]
    public void An_exception_is_logged_with_its_object_and_stops_nothing()
    {
        var lines = new List<string>();
        var before = Debug.Sink;
        Debug.Sink = (_, line) => lines.Add(line);
        try
        {
            new GameObject("Ayane").AddComponent<Broken>();
            new GameObject("b").AddComponent<Script>();
            _world.Frame(0.1);
        }
        finally
        {
            Debug.Sink = before;
        }

        Assert.That(lines, Has.One.StartsWith("InvalidOperationException: no luck (Ayane, Broken)"));
        Assert.That(Log, Does.Contain("Update"));
    }

    [Test]
    public void Components_are_found_by_type()
    {
        var parent = new GameObject("parent", typeof(Script));
        var child = new GameObject("child", typeof(Early));
        child.transform.SetParent(parent.transform);

        Assert.Multiple(() =>
        {
            Assert.That(child.GetComponentInParent<Script>(), Is.SameAs(parent.GetComponent<Script>()));
            Assert.That(parent.GetComponentInChildren<Early>(), Is.SameAs(child.GetComponent<Early>()));
            Assert.That(parent.TryGetComponent(out Early _), Is.False);
            Assert.That(Object.FindFirstObjectByType<Early>(), Is.SameAs(child.GetComponent<Early>()));
            Assert.That(parent.transform.Find("child"), Is.SameAs(child.transform));
        });
    }

    [Test]
    public void A_frame_in_which_nothing_happens_allocates_nothing()
    {
        for (int i = 0; i < 20; i++)
            new GameObject("quiet").AddComponent<Quiet>();

        Assert.That(Enumerable.Range(0, 5).Min(_ => AllocatedBy(100)), Is.Zero); // the first round also compiles
    }

    long AllocatedBy(int frames)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < frames; i++)
            _world.Frame(1 / 60.0);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    sealed class Script : MonoBehaviour
    {
        void Awake() => Log.Add("Awake");

        void OnEnable() => Log.Add("OnEnable");

        void Start() => Log.Add("Start");

        void Update() => Log.Add("Update");

        void LateUpdate() => Log.Add("LateUpdate");

        void OnDisable() => Log.Add("OnDisable");

        void OnDestroy() => Log.Add("OnDestroy");

        void OnApplicationQuit() => Log.Add("OnApplicationQuit");
    }

    sealed class Listener : MonoBehaviour
    {
        void OnApplicationFocus(bool hasFocus) => Log.Add($"focus {hasFocus}");

        void OnApplicationPause(bool isPaused) => Log.Add($"pause {isPaused}");
    }

    sealed class Quiet : MonoBehaviour
    {
        int _frames;

        void Update() => _frames++;
    }

    sealed class Broken : MonoBehaviour
    {
        void Update() => throw new InvalidOperationException("no luck");
    }

    [DefaultExecutionOrder(-5)]
    sealed class Early : MonoBehaviour
    {
        void Update() => Log.Add("early");
    }

    [DefaultExecutionOrder(5)]
    sealed class Late : MonoBehaviour
    {
        void Update() => Log.Add("late");
    }
}
