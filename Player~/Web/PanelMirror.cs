using UnityEngine.UIElements;

namespace Ojousama.Player.Web;

/// <summary>Follows the panels of a game and tells its pages what changed. Costs a comparison in a frame in which nothing did.</summary>
/// <remarks><see cref="Update"/> runs on the main thread at the end of a frame; the rest may be read by any.</remarks>
internal sealed class PanelMirror
{
    readonly GamePlayer _player;
    readonly SnapshotBuilder _builder;
    readonly Dictionary<int, MirrorNode> _nodes = [];
    readonly List<MirrorNode> _changed = [];
    int _focusVersion = -1;

    public PanelMirror(GamePlayer player)
    {
        _player = player;
        _builder = new SnapshotBuilder(player.Assets, NodeOf);
    }

    /// <summary>The nodes that have another snapshot, and whether <see cref="Stage"/> is another. Raised on the main thread; do not wait in it.</summary>
    public event Action<IReadOnlyList<MirrorNode>, bool>? Changed;

    public StageSnapshot Stage { get; private set; } = new([], 1280, 720, "", "0|0");

    /// <summary>An element that a page names; null if it is gone. Main thread only.</summary>
    public VisualElement? Find(int id) => _nodes.GetValueOrDefault(id)?.Element;

    public void Update()
    {
        IReadOnlyList<RuntimePanel> panels = _player.Panels;
        bool isStageNew = panels.Count != Stage.Roots.Length;
        for (int i = 0; i < panels.Count; i++)
        {
            if (panels[i].Changed.Count > 0)
                isStageNew |= Update(panels[i]);
        }

        if (isStageNew)
        {
            ShowStage(panels);
        }
        else if (panels.Count > 0 && panels[^1].focusController.Version != _focusVersion)
        {
            Stage = Stage with { Focus = FocusIn(panels[^1]) }; // as each turn of a talk does
            isStageNew = true;
        }

        if (_changed.Count == 0 && !isStageNew)
            return;
        Changed?.Invoke(_changed, isStageNew);
        _changed.Clear();
    }

    /// <returns>Whether style sheets may have changed.</returns>
    bool Update(RuntimePanel panel)
    {
        bool hasSheets = false;
        foreach (VisualElement element in panel.Changed)
        {
            hasSheets |= element.Sheets.Count > 0;
            if (element.Panel == null)
            {
                _nodes.Remove(element.Id);
                continue;
            }

            MirrorNode node = NodeOf(element);
            node.Snapshot = _builder.Build(element);
            _changed.Add(node);
        }

        panel.ClearChanged();
        return hasSheets;
    }

    /// <summary>Costs as much as all style sheets are long.</summary>
    void ShowStage(IReadOnlyList<RuntimePanel> panels)
    {
        var top = panels.Count > 0 ? panels[^1] : null;
        IEnumerable<StyleSheet> sheets = panels.SelectMany(panel =>
            panel.visualTree.Query<VisualElement>().ToList().SelectMany(element => element.Sheets).Prepend(panel.Settings.themeStyleSheet));
        Stage = new StageSnapshot(
            panels.OrderBy(panel => panel.Settings.sortingOrder).Select(panel => NodeOf(panel.visualTree)).ToArray(),
            top?.Settings.referenceResolution.x ?? 1280, top?.Settings.referenceResolution.y ?? 720,
            string.Join('\n', sheets.Where(sheet => sheet).Distinct().Select(sheet => sheet.Css)),
            FocusIn(top));
    }

    string FocusIn(RuntimePanel? panel)
    {
        _focusVersion = panel?.focusController.Version ?? 0;
        return $"{_focusVersion}|{(panel?.focusController.focusedElement as VisualElement)?.Id ?? 0}";
    }

    MirrorNode NodeOf(VisualElement element)
    {
        if (!_nodes.TryGetValue(element.Id, out MirrorNode? node))
            _nodes[element.Id] = node = new MirrorNode(element);
        return node;
    }
}

/// <param name="Roots">Trees of the panels, the topmost last.</param>
/// <param name="Width">Of the reference resolution.</param>
/// <param name="Focus">“number|element”: a number that changed is an order to the browser.</param>
internal sealed record StageSnapshot(MirrorNode[] Roots, int Width, int Height, string Css, string Focus);
