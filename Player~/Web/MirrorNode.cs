using UnityEngine.UIElements;

namespace Ojousama.Player.Web;

/// <summary>An element as pages see it: the main thread changes the snapshot, and pages render the one that they find.</summary>
internal sealed class MirrorNode(VisualElement element)
{
    volatile ElementSnapshot? _snapshot;

    public int Id => Element.Id;

    /// <summary>Main thread only.</summary>
    public VisualElement Element { get; } = element;

    public ElementSnapshot? Snapshot
    {
        get => _snapshot;
        set => _snapshot = value;
    }
}
