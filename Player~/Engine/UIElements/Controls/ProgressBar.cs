namespace UnityEngine.UIElements;

/// <summary>Shows how far something has got.</summary>
public abstract class AbstractProgressBar : BindableElement, INotifyValueChanged<float>
{
    readonly VisualElement _bar = Part("unity-progress-bar__progress");
    readonly Label _title = new() { pickingMode = PickingMode.Ignore };
    float _low;
    float _high = 100;
    float _value;

    protected AbstractProgressBar()
    {
        AddToClassList("unity-progress-bar");
        VisualElement container = Part("unity-progress-bar__container");
        VisualElement background = Part("unity-progress-bar__background");
        _title.AddToClassList("unity-progress-bar__title");
        hierarchy.Add(container);
        container.Add(background);
        background.Add(_bar);
        background.Add(_title);
        Show();
    }

    public string title
    {
        get => _title.text;
        set => _title.text = value;
    }

    public float lowValue
    {
        get => _low;
        set
        {
            if (Change(ref _low, value))
                Show();
        }
    }

    public float highValue
    {
        get => _high;
        set
        {
            if (Change(ref _high, value))
                Show();
        }
    }

    public float value
    {
        get => _value;
        set
        {
            float old = _value;
            SetValueWithoutNotify(value);
            if (old == _value || Panel == null)
                return;
            using var e = ChangeEvent<float>.GetPooled(old, _value);
            e.target = this;
            SendEvent(e);
        }
    }

    public void SetValueWithoutNotify(float newValue)
    {
        if (Change(ref _value, newValue))
            Show();
    }

    static VisualElement Part(string className)
    {
        var part = new VisualElement { IsInner = true };
        part.AddToClassList(className);
        return part;
    }

    void Show() => _bar.style.width = Length.Percent(Mathf.InverseLerp(_low, _high, _value) * 100);
}

public class ProgressBar : AbstractProgressBar
{
}
