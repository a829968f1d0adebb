namespace UnityEngine.UIElements;

/// <summary>On or off.</summary>
public class Toggle : BaseField<bool>
{
    readonly Label _text = new();

    public Toggle() : this(null)
    {
    }

    public Toggle(string label) : base(label, null)
    {
        AddToClassList("unity-toggle");
        Input.AddToClassList("unity-toggle__input");
        labelElement.AddToClassList("unity-toggle__label");
        var mark = new VisualElement { name = "unity-checkmark", pickingMode = PickingMode.Ignore };
        mark.AddToClassList("unity-toggle__checkmark");
        Input.Add(mark);
        _text.AddToClassList("unity-toggle__text");
        RegisterCallback<NavigationSubmitEvent>(e =>
        {
            value = !value;
            e.StopPropagation();
        });
    }

    /// <summary>Beside the mark; the label stands before it.</summary>
    public string text
    {
        get => _text.text;
        set
        {
            _text.text = value;
            if (_text.text == "")
                _text.RemoveFromHierarchy();
            else if (_text.PhysicalParent == null)
                Input.Add(_text);
        }
    }

    public override void SetValueWithoutNotify(bool newValue)
    {
        base.SetValueWithoutNotify(newValue);
        EnableInClassList("unity-toggle--checked", newValue);
    }
}
