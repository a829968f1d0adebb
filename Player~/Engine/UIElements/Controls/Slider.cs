using System;

namespace UnityEngine.UIElements;

public enum SliderDirection
{
    Horizontal,
    Vertical,
}

/// <summary>Where a slider stands, for the host.</summary>
internal interface ISlider
{
    double Low { get; }

    double High { get; }

    double Position { get; set; }

    /// <summary>0 for any.</summary>
    double Step { get; }
}

public abstract class BaseSlider<TValueType> : BaseField<TValueType>, ISlider where TValueType : IComparable<TValueType>
{
    TValueType _low;
    TValueType _high;

    private protected BaseSlider(string label, TValueType start, TValueType end, SliderDirection direction, float pageSize, string ussClass) : base(label, null)
    {
        if (direction != SliderDirection.Horizontal)
            throw new NotSupportedException("The player draws horizontal sliders only.");
        _low = start;
        _high = end;
        AddToClassList("unity-base-slider");
        AddToClassList("unity-base-slider--horizontal");
        Input.AddToClassList("unity-base-slider__input");
        labelElement.AddToClassList("unity-base-slider__label");
        VisualElement container = Part("unity-drag-container", "unity-base-slider__drag-container");
        Input.Add(container);
        container.Add(Part("unity-tracker", "unity-base-slider__tracker"));
        Dragger = Part("unity-dragger", "unity-base-slider__dragger");
        container.Add(Dragger);
        RegisterCallback<NavigationMoveEvent>(Move);
        Init(start);
        this.pageSize = pageSize;
        AddToClassList(ussClass);
        Input.AddToClassList(ussClass + "__input");
        labelElement.AddToClassList(ussClass + "__label");
        PlaceDragger();
    }

    public float pageSize { get; set; }

    public TValueType lowValue
    {
        get => _low;
        set => SetLimit(ref _low, value);
    }

    public TValueType highValue
    {
        get => _high;
        set => SetLimit(ref _high, value);
    }

    double ISlider.Low => ToDouble(_low);

    double ISlider.High => ToDouble(_high);

    double ISlider.Step => Step;

    double ISlider.Position
    {
        get => ToDouble(value);
        set => Edit(FromDouble(value));
    }

    internal VisualElement Dragger { get; }

    private protected abstract double Step { get; }

    public override void SetValueWithoutNotify(TValueType newValue)
    {
        TValueType clamped = newValue.CompareTo(_low) < 0 ? _low : newValue.CompareTo(_high) > 0 ? _high : newValue;
        base.SetValueWithoutNotify(clamped);
        PlaceDragger();
    }

    private protected abstract double ToDouble(TValueType number);

    private protected abstract TValueType FromDouble(double number);

    private protected void PlaceDragger()
    {
        double range = ToDouble(_high) - ToDouble(_low);
        double share = range == 0 ? 0 : (ToDouble(value) - ToDouble(_low)) / range;
        Dragger.style.left = Length.Percent((float)(share * 100));
    }

    static VisualElement Part(string name, string className)
    {
        var part = new VisualElement { name = name, pickingMode = PickingMode.Ignore };
        part.AddToClassList(className);
        return part;
    }

    void SetLimit(ref TValueType limit, TValueType to)
    {
        if (!Change(ref limit, to))
            return;
        Input.MarkChanged();
        value = value; // within the new limits
        PlaceDragger();
    }

    void Move(NavigationMoveEvent e)
    {
        double sign = e.direction == NavigationMoveEvent.Direction.Left ? -1 : e.direction == NavigationMoveEvent.Direction.Right ? 1 : 0;
        if (sign == 0)
            return;
        double step = Step > 0 ? Step : (ToDouble(_high) - ToDouble(_low)) / 20;
        value = FromDouble(Math.Clamp(ToDouble(value) + sign * step, ToDouble(_low), ToDouble(_high)));
        e.StopPropagation();
    }
}

public class Slider : BaseSlider<float>
{
    public Slider() : this(null)
    {
    }

    public Slider(float start, float end, SliderDirection direction = SliderDirection.Horizontal, float pageSize = 0)
        : this(null, start, end, direction, pageSize)
    {
    }

    public Slider(string label, float start = 0, float end = 10, SliderDirection direction = SliderDirection.Horizontal, float pageSize = 0)
        : base(label, start, end, direction, pageSize, "unity-slider")
    {
    }

    private protected override double Step => 0;

    private protected override double ToDouble(float number) => number;

    private protected override float FromDouble(double number) => (float)number;
}

public class SliderInt : BaseSlider<int>
{
    public SliderInt() : this(null)
    {
    }

    public SliderInt(int start, int end, SliderDirection direction = SliderDirection.Horizontal, float pageSize = 0)
        : this(null, start, end, direction, pageSize)
    {
    }

    public SliderInt(string label, int start = 0, int end = 10, SliderDirection direction = SliderDirection.Horizontal, float pageSize = 0)
        : base(label, start, end, direction, pageSize, "unity-slider-int")
    {
    }

    private protected override double Step => 1;

    private protected override double ToDouble(int number) => number;

    private protected override int FromDouble(double number) => (int)Math.Round(number);
}
