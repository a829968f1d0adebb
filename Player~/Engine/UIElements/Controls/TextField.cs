namespace UnityEngine.UIElements;

public interface ITextEdition
{
    bool isReadOnly { get; set; }

    int maxLength { get; set; }

    bool isPassword { get; set; }

    string placeholder { get; set; }
}

public abstract class TextInputBaseField<TValueType> : BaseField<TValueType>, ITextEdition
{
    const int NoLimit = -1;

    bool _isReadOnly;
    bool _isPassword;
    int _maxLength;
    string _placeholder = "";

    protected TextInputBaseField(string label, int maxLength, char maskChar) : base(label, new VisualElement())
    {
        _maxLength = maxLength;
        AddToClassList("unity-base-text-field");
        Input.name = "unity-text-input";
        Input.AddToClassList("unity-base-text-field__input");
        labelElement.AddToClassList("unity-base-text-field__label");
    }

    public ITextEdition textEdition => this;

    public bool isReadOnly
    {
        get => _isReadOnly;
        set => Set(ref _isReadOnly, value);
    }

    public int maxLength
    {
        get => _maxLength;
        set => Set(ref _maxLength, value);
    }

    public bool isPasswordField
    {
        get => _isPassword;
        set => Set(ref _isPassword, value);
    }

    string ITextEdition.placeholder
    {
        get => _placeholder;
        set => Set(ref _placeholder, value ?? "");
    }

    bool ITextEdition.isPassword
    {
        get => isPasswordField;
        set => isPasswordField = value;
    }

    public void SelectAll()
    {
        Selections++;
        Input.MarkChanged();
    }

    /// <summary>Counts calls of <see cref="SelectAll"/>, which the browser follows.</summary>
    internal int Selections { get; private set; }

    private protected string Limit(string text)
    {
        if (maxLength == NoLimit || text.Length <= maxLength)
            return text;
        bool isHalf = maxLength > 0 && char.IsSurrogatePair(text[maxLength - 1], text[maxLength]);
        return text.Substring(0, isHalf ? maxLength - 1 : maxLength);
    }

    private protected void Set<T>(ref T field, T value)
    {
        if (Change(ref field, value))
            Input.MarkChanged();
    }
}

public class TextField : TextInputBaseField<string>
{
    bool _isMultiline;

    public TextField() : this(null)
    {
    }

    public TextField(string label) : this(label, -1, false, false, '*')
    {
    }

    public TextField(int maxLength, bool multiline, bool isPasswordField, char maskChar) : this(null, maxLength, multiline, isPasswordField, maskChar)
    {
    }

    public TextField(string label, int maxLength, bool multiline, bool isPasswordField, char maskChar) : base(label, maxLength, maskChar)
    {
        Init("");
        AddToClassList("unity-text-field");
        Input.AddToClassList("unity-text-field__input");
        labelElement.AddToClassList("unity-text-field__label");
        this.multiline = multiline;
        this.isPasswordField = isPasswordField;
    }

    public bool multiline
    {
        get => _isMultiline;
        set => Set(ref _isMultiline, value);
    }

    public string text => value;

    public override void SetValueWithoutNotify(string newValue) => base.SetValueWithoutNotify(Limit(newValue ?? ""));
}
