using System;

namespace UnityEngine.UIElements;

/// <summary>A .uxml file.</summary>
public class VisualTreeAsset : ScriptableObject
{
    /// <summary>Adds copies of the document's elements to an element.</summary>
    internal Action<VisualElement> Build { get; set; } = _ => { };

    public TemplateContainer Instantiate()
    {
        var container = new TemplateContainer(name) { templateSource = this };
        CloneTree(container);
        return container;
    }

    public TemplateContainer CloneTree() => Instantiate();

    public void CloneTree(VisualElement target) => Build(target);
}

/// <summary>Holds what a template was made into.</summary>
public class TemplateContainer : BindableElement
{
    public TemplateContainer() : this("")
    {
    }

    public TemplateContainer(string templateId)
    {
        this.templateId = templateId;
        AddToClassList("unity-template-container");
    }

    public string templateId { get; }

    public VisualTreeAsset templateSource { get; internal set; }
}

/// <summary>Nothing is bound at run time.</summary>
public class BindableElement : VisualElement
{
}
