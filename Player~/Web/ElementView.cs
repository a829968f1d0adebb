using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ojousama.Player.Web;

/// <summary>Renders one element of the mirror, and is rendered anew only when that element has changed.</summary>
internal sealed class ElementView : ComponentBase, IDisposable
{
    ElementSnapshot? _rendered;

    [Parameter, EditorRequired]
    public MirrorNode Node { get; set; } = null!;

    [CascadingParameter]
    public StageViews? Views { get; set; }

    public void Dispose() => Views?.Remove(Node.Id, this);

    /// <summary>To be called while the stage renders, so that all changes of a frame reach the browser at once.</summary>
    public void Refresh()
    {
        if (_rendered != Node.Snapshot)
            StateHasChanged();
    }

    protected override void OnInitialized() => Views?.Add(Node.Id, this);

    /// <summary>A parent that is rendered does not matter.</summary>
    protected override bool ShouldRender() => !ReferenceEquals(_rendered, Node.Snapshot);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (Node.Snapshot is not { } element)
            return;
        _rendered = element;
        builder.OpenElement(0, element.Tag);
        builder.AddAttribute(1, "id", $"e{Node.Id}");
        builder.AddAttribute(2, "class", element.Classes);
        builder.AddAttribute(3, "style", element.Style);
        builder.AddAttribute(4, "data-type", element.Type);
        builder.AddAttribute(5, "data-name", element.Name);
        builder.AddAttribute(6, "title", element.Tooltip);
        builder.AddAttribute(7, "role", element.Role);
        builder.AddAttribute(8, "aria-live", element.Live);
        builder.AddAttribute(9, "aria-hidden", element.IsHiddenFromReaders ? "true" : null);
        builder.AddAttribute(10, "tabindex", element.TabIndex);
        builder.AddAttribute(11, "data-ignore", element.IgnoresPointer);
        builder.AddAttribute(12, "data-disabled", element.IsDisabled);
        builder.AddAttribute(13, "data-checked", element.IsChecked);
        builder.AddAttribute(14, "data-measure", element.IsMeasured);
        builder.AddAttribute(15, "data-scroll", element.Scroll);
        if (element.Tag == "button")
        {
            builder.AddAttribute(16, "type", "button");
            builder.AddAttribute(17, "disabled", element.IsDisabled);
            builder.AddAttribute(18, "aria-label", element.Text == null ? element.Tooltip : null);
        }

        if (element.Range is { } range)
        {
            builder.AddAttribute(19, "aria-valuemin", range.Low);
            builder.AddAttribute(20, "aria-valuemax", range.High);
            builder.AddAttribute(21, "aria-valuenow", range.Now);
        }

        if (element.Text != null)
        {
            builder.OpenElement(22, "span");
            builder.AddAttribute(23, "class", "player-text");
            builder.AddContent(24, element.Text);
            builder.CloseElement();
        }

        foreach (MirrorNode child in element.Children)
        {
            builder.OpenComponent<ElementView>(25);
            builder.SetKey(child);
            builder.AddComponentParameter(26, nameof(Node), child);
            builder.CloseComponent();
        }

        if (element.Input != null)
            Render(builder, element.Input);
        builder.CloseElement();
    }

    /// <summary>player.js sets the value whenever data-edits changes.</summary>
    static void Render(RenderTreeBuilder builder, NativeInput input)
    {
        bool isInput = input.Kind is not ("textarea" or "select");
        builder.OpenElement(30, isInput ? "input" : input.Kind);
        builder.AddAttribute(31, "type", isInput ? input.Kind : null);
        builder.AddAttribute(32, "class", "player-input");
        builder.AddAttribute(33, "aria-label", input.Label);
        builder.AddAttribute(34, "data-value", input.Value);
        builder.AddAttribute(35, "data-edits", input.Edits);
        builder.AddAttribute(36, "data-selections", input.Selections);
        builder.AddAttribute(37, "placeholder", input.Placeholder);
        builder.AddAttribute(38, "maxlength", input.MaxLength);
        builder.AddAttribute(39, "readonly", input.IsReadOnly);
        builder.AddAttribute(40, "disabled", input.IsDisabled);
        builder.AddAttribute(41, "min", input.Min);
        builder.AddAttribute(42, "max", input.Max);
        builder.AddAttribute(43, "step", input.Step);
        builder.AddAttribute(44, "autocomplete", "off");
        foreach (string option in input.Options)
        {
            builder.OpenElement(45, "option");
            builder.AddContent(46, option);
            builder.CloseElement();
        }

        builder.CloseElement();
    }
}

/// <summary>The views of one page by their elements.</summary>
internal sealed class StageViews
{
    readonly Dictionary<int, ElementView> _views = [];

    public void Add(int id, ElementView view) => _views[id] = view;

    /// <summary>An element that moved has a new view before the old one is gone.</summary>
    public void Remove(int id, ElementView view)
    {
        if (_views.GetValueOrDefault(id) == view)
            _views.Remove(id);
    }

    public void Refresh(int id) => _views.GetValueOrDefault(id)?.Refresh();
}
