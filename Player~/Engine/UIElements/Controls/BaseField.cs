using System.Collections.Generic;

namespace UnityEngine.UIElements;

/// <summary>An element in which the player sets a value. The native input of the browser lies in <see cref="Input"/>.</summary>
public abstract class BaseField<TValueType> : BindableElement, INotifyValueChanged<TValueType>, IField
{
    TValueType _value;

    protected BaseField(string label, VisualElement visualInput)
    {
        AddToClassList("unity-base-field");
        focusable = true;
        labelElement = new Label { focusable = true };
        labelElement.AddToClassList("unity-base-field__label");
        Input = visualInput ?? new VisualElement();
        Input.AddToClassList("unity-base-field__input");
        Input.IsInner = true;
        hierarchy.Add(Input);
        this.label = label;
    }

    public Label labelElement { get; }

    public string label
    {
        get => labelElement.text;
        set
        {
            labelElement.text = value;
            bool has = labelElement.text != "";
            EnableInClassList("unity-base-field--no-label", !has);
            if (!has)
                labelElement.RemoveFromHierarchy();
            else if (labelElement.hierarchy.parent == null)
                hierarchy.Insert(0, labelElement);
        }
    }

    public virtual TValueType value
    {
        get => _value;
        set
        {
            TValueType old = _value;
            SetValueWithoutNotify(value);
            if (EqualityComparer<TValueType>.Default.Equals(old, _value) || Panel == null)
                return;
            using var e = ChangeEvent<TValueType>.GetPooled(old, _value);
            e.target = this;
            SendEvent(e);
        }
    }

    VisualElement IField.Input => Input;

    string IField.Label => label;

    int IField.Edits => Edits;

    internal VisualElement Input { get; }

    /// <summary>Counts what code has set, as against what the player has: that alone is sent to the browser.</summary>
    private protected int Edits { get; set; }

    public virtual void SetValueWithoutNotify(TValueType newValue)
    {
        if (!Change(ref _value, newValue))
            return;
        if (!IsEditing)
        {
            Edits++;
            MarkChanged();
        }

        Input.MarkChanged();
    }

    /// <summary>The player set it in the browser.</summary>
    internal void Edit(TValueType newValue)
    {
        IsEditing = true;
        try
        {
            value = newValue;
            // What was set is not what was typed: the browser has to show it.
            if (!EqualityComparer<TValueType>.Default.Equals(_value, newValue))
            {
                Edits++;
                Input.MarkChanged();
            }
        }
        finally
        {
            IsEditing = false;
        }
    }

    private protected bool IsEditing { get; set; }

    /// <summary>Without telling anybody and without a look at what it may be.</summary>
    private protected void Init(TValueType newValue) => _value = newValue;
}

/// <summary>What the host has to know of a field.</summary>
internal interface IField
{
    VisualElement Input { get; }

    string Label { get; }

    int Edits { get; }
}
