using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.JSInterop;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Player.Web;

/// <summary>One page's view of the game: renders what changed, and takes what its user does.</summary>
[Route("/")]
public sealed class Stage : ComponentBase, IDisposable
{
    readonly StageViews _views = new();
    readonly Lock _lock = new();
    HashSet<int> _changed = [];
    HashSet<int> _rendering = [];
    bool _isQueued;
    DotNetObjectReference<Stage>? _self;

    [Inject]
    internal WebGame Game { get; set; } = null!;

    [Inject]
    IJSRuntime Script { get; set; } = null!;

    PanelMirror Mirror => Game.Mirror;

    public void Dispose()
    {
        Mirror.Changed -= OnChanged;
        Game.Watch(this, isVisible: false);
        _self?.Dispose();
    }

    /// <param name="kind">pointerdown, pointerup, pointermove or click.</param>
    /// <param name="id">The element.</param>
    /// <param name="x">In the panel, in its units.</param>
    /// <param name="y">As x.</param>
    /// <param name="localX">In the element.</param>
    /// <param name="localY">As localX.</param>
    /// <param name="button">0 is the left one.</param>
    /// <param name="buttons">A bit for each that is down.</param>
    /// <param name="clicks">2 for the second of a double click.</param>
    /// <param name="modifiers">As in Unity's EventModifiers.</param>
    [JSInvokable]
    public void OnPointer(string kind, int id, float x, float y, float localX, float localY, int button, int buttons, int clicks, int modifiers) => With(id, element =>
        Game.Input.Pointer(kind, element, new PointerInput(new Vector2(x, y), new Vector2(localX, localY), button, buttons, clicks, (EventModifiers)modifiers)));

    [JSInvokable]
    public void OnWheel(int id, float x, float y) => With(id, element => Game.Input.Wheel(element, new Vector2(x, y)));

    /// <param name="isDown">Or up.</param>
    /// <param name="code">The key by its place.</param>
    /// <param name="key">What it means on this keyboard.</param>
    /// <param name="modifiers">As in Unity's EventModifiers.</param>
    [JSInvokable]
    public void OnKey(bool isDown, string code, string key, int modifiers) => Game.Player.Post(() =>
    {
        if (isDown)
            Game.Input.KeyDown(BrowserKeys.ToKeyCode(code), key.Length == 1 ? key[0] : '\0', (EventModifiers)modifiers);
        else
            Game.Input.KeyUp(BrowserKeys.ToKeyCode(code), (EventModifiers)modifiers);
    });

    /// <param name="action">submit, cancel, left, up, right or down.</param>
    [JSInvokable]
    public void OnNavigate(string action) => Game.Player.Post(() => Game.Input.Navigate(action));

    /// <summary>The page is shown, or lies behind others.</summary>
    [JSInvokable]
    public void OnVisible(bool isVisible)
    {
        Game.Watch(this, isVisible);
        Game.Player.Post(() => Game.Player.Focus(isVisible));
    }

    [JSInvokable]
    public void OnFocus(int id) => With(id, Game.Input.Focus);

    [JSInvokable]
    public void OnEdit(int id, string value) => With(id, element => Game.Input.Edit(element, value));

    [JSInvokable]
    public void OnCompose(string text) => Game.Player.Post(() => UnityEngine.Input.compositionString = text);

    [JSInvokable]
    public void OnScrolled(int id, float x, float y) => With(id, element => (element.PhysicalParent as ScrollView)?.SetOffsetByHost(new Vector2(x, y)));

    /// <param name="id">The element.</param>
    /// <param name="box">x, y, width, height; padding and border at left, top, right, bottom; the font's size.</param>
    [JSInvokable]
    public void OnMeasured(int id, float[] box) => With(id, element => element.SetMeasure(
        new ElementMeasure(new Rect(box[0], box[1], box[2], box[3]), new Rect(box[4], box[5], box[6], box[7]), box[8])));

    protected override void OnInitialized() => Mirror.Changed += OnChanged;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        Game.Watch(this, isVisible: true);
        _self = DotNetObjectReference.Create(this);
        await Script.InvokeVoidAsync("ojousamaPlayer.start", _self, Game.Player.PictureUrls);
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        StageSnapshot stage = Mirror.Stage;
        builder.OpenElement(0, "style");
        builder.AddMarkupContent(1, stage.Css);
        builder.CloseElement();
        builder.OpenElement(2, "main");
        builder.AddAttribute(3, "id", "player-stage");
        builder.AddAttribute(4, "style", $"width:{stage.Width}px;height:{stage.Height}px");
        builder.AddAttribute(5, "data-focus", stage.Focus);
        builder.OpenComponent<CascadingValue<StageViews>>(6);
        builder.AddComponentParameter(7, nameof(CascadingValue<StageViews>.Value), _views);
        builder.AddComponentParameter(8, nameof(CascadingValue<StageViews>.IsFixed), true);
        builder.AddComponentParameter(9, nameof(CascadingValue<StageViews>.ChildContent), (RenderFragment)(inner =>
        {
            foreach (MirrorNode root in stage.Roots)
            {
                inner.OpenComponent<ElementView>(0);
                inner.SetKey(root);
                inner.AddComponentParameter(1, nameof(ElementView.Node), root);
                inner.CloseComponent();
            }
        }));
        builder.CloseComponent();
        builder.CloseElement();

        // What asks to be rendered while a batch is under way joins it: the whole frame goes to the browser in one message.
        lock (_lock)
        {
            (_changed, _rendering) = (_rendering, _changed);
            _isQueued = false;
        }

        foreach (int id in _rendering)
            _views.Refresh(id);
        _rendering.Clear();
    }

    /// <summary>On the main thread: notes what changed and leaves. A page that is slow gets the newest state when it is ready.</summary>
    void OnChanged(IReadOnlyList<MirrorNode> nodes, bool isStageNew)
    {
        lock (_lock)
        {
            foreach (MirrorNode node in nodes)
                _changed.Add(node.Id);
            if (_isQueued)
                return;
            _isQueued = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static stage => _ = stage.InvokeAsync(stage.StateHasChanged), this, preferLocal: false);
    }

    void With(int id, Action<VisualElement> action) => Game.Player.Post(() =>
    {
        if (Mirror.Find(id) is { } element)
            action(element);
    });
}
