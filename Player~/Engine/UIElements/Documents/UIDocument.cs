using System.Linq;

namespace UnityEngine.UIElements;

/// <summary>Puts a UXML document onto a panel. Runs before other scripts, so that they find its elements in their OnEnable.</summary>
[DefaultExecutionOrder(-100)]
[AddComponentMenu("UI Toolkit/UI Document")]
[DisallowMultipleComponent]
public sealed class UIDocument : MonoBehaviour
{
    [SerializeField] PanelSettings m_PanelSettings;
    [SerializeField] UIDocument m_ParentUI;
    [SerializeField] VisualTreeAsset sourceAsset;
    [SerializeField] float m_SortingOrder;

    public PanelSettings panelSettings
    {
        get => m_PanelSettings ? m_PanelSettings : m_ParentUI ? m_ParentUI.panelSettings : null;
        set
        {
            m_PanelSettings = value;
            Rebuild();
        }
    }

    public VisualTreeAsset visualTreeAsset
    {
        get => sourceAsset;
        set
        {
            sourceAsset = value;
            Rebuild();
        }
    }

    public float sortingOrder
    {
        get => m_SortingOrder;
        set
        {
            m_SortingOrder = value;
            if (rootVisualElement != null)
                Show();
        }
    }

    /// <summary>Null while the component is off.</summary>
    public VisualElement rootVisualElement { get; private set; }

    internal RuntimePanel Panel { get; private set; }

    void OnEnable() => Rebuild();

    void OnDisable()
    {
        rootVisualElement?.RemoveFromHierarchy();
        rootVisualElement = null;
        Panel = null;
    }

    void Rebuild()
    {
        if (!isActiveAndEnabled)
            return;
        rootVisualElement?.RemoveFromHierarchy();
        rootVisualElement = sourceAsset ? sourceAsset.Instantiate() : new TemplateContainer();
        rootVisualElement.name = gameObject.name + "-container";
        rootVisualElement.pickingMode = PickingMode.Ignore;
        rootVisualElement.AddToClassList("unity-ui-document__root");
        if (panelSettings)
            Show();
    }

    void Show()
    {
        Panel = panelSettings.Open();
        rootVisualElement.userData = this;
        VisualElement tree = Panel.visualTree;
        rootVisualElement.RemoveFromHierarchy();
        int at = tree.Children().TakeWhile(other => other.userData is not UIDocument document || document.sortingOrder <= sortingOrder).Count();
        tree.Insert(at, rootVisualElement);
    }
}
