namespace UnityEngine.UIElements;

public interface INotifyValueChanged<T>
{
    T value { get; set; }

    void SetValueWithoutNotify(T newValue);
}

public static class INotifyValueChangedExtensions
{
    public static bool RegisterValueChangedCallback<T>(this INotifyValueChanged<T> control, EventCallback<ChangeEvent<T>> callback)
    {
        if (control is not CallbackEventHandler handler)
            return false;
        handler.RegisterCallback(callback);
        return true;
    }

    public static bool UnregisterValueChangedCallback<T>(this INotifyValueChanged<T> control, EventCallback<ChangeEvent<T>> callback)
    {
        if (control is not CallbackEventHandler handler)
            return false;
        handler.UnregisterCallback(callback);
        return true;
    }
}

/// <summary>Shows text.</summary>
public class TextElement : BindableElement, INotifyValueChanged<string>
{
    string _text = "";

    public TextElement() => AddToClassList("unity-text-element");

    public virtual string text
    {
        get => _text;
        set => ((INotifyValueChanged<string>)this).value = value;
    }

    /// <summary>Tags in the text are not read here; they show as they are.</summary>
    public bool enableRichText { get; set; } = true;

    public bool displayTooltipWhenElided { get; set; } = true;

    string INotifyValueChanged<string>.value
    {
        get => _text;
        set
        {
            string old = _text;
            if (!Change(ref _text, value ?? "") || Panel == null || !Listens(typeof(ChangeEvent<string>)))
                return;
            using var e = ChangeEvent<string>.GetPooled(old, _text);
            e.target = this;
            SendEvent(e);
        }
    }

    void INotifyValueChanged<string>.SetValueWithoutNotify(string newValue) => Change(ref _text, newValue ?? "");
}

public class Label : TextElement
{
    public Label() : this("")
    {
    }

    public Label(string text)
    {
        AddToClassList("unity-label");
        this.text = text;
    }
}
