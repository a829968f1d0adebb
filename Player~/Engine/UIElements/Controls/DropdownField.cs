using System.Collections.Generic;

namespace UnityEngine.UIElements;

/// <summary>One of several texts.</summary>
public class DropdownField : BaseField<string>
{
    List<string> _choices = new();

    public DropdownField() : this(null)
    {
    }

    public DropdownField(string label) : base(label, null)
    {
        AddToClassList("unity-base-popup-field");
        AddToClassList("unity-popup-field");
        Input.AddToClassList("unity-base-popup-field__input");
        Input.AddToClassList("unity-popup-field__input");
        labelElement.AddToClassList("unity-popup-field__label");
    }

    public DropdownField(string label, List<string> choices, int defaultIndex) : this(label)
    {
        this.choices = choices;
        Init(defaultIndex < 0 ? null : choices[defaultIndex]);
    }

    public DropdownField(List<string> choices, int defaultIndex) : this(null, choices, defaultIndex)
    {
    }

    /// <summary>Assign a list anew after changing it.</summary>
    public List<string> choices
    {
        get => _choices;
        set
        {
            _choices = value;
            MarkChanged();
            Input.MarkChanged();
        }
    }

    public int index
    {
        get => _choices.IndexOf(value);
        set => this.value = value < 0 || value >= _choices.Count ? null : _choices[value];
    }

    public string text => value;
}
