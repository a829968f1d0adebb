namespace UnityEngine.UIElements
{
    public enum StyleKeyword
    {
        /// <summary>There is a value.</summary>
        Undefined,
        Null,
        Auto,
        None,
        Initial,
    }

    public enum LengthUnit
    {
        Pixel,
        Percent,
    }

    public enum FlexDirection
    {
        Column,
        ColumnReverse,
        Row,
        RowReverse,
    }

    public enum Align
    {
        Auto,
        FlexStart,
        Center,
        FlexEnd,
        Stretch,
    }

    public enum Justify
    {
        FlexStart,
        Center,
        FlexEnd,
        SpaceBetween,
        SpaceAround,
    }

    public enum Wrap
    {
        NoWrap,
        Wrap,
        WrapReverse,
    }

    public enum Position
    {
        Relative,
        Absolute,
    }

    public enum DisplayStyle
    {
        Flex,
        None,
    }

    public enum Visibility
    {
        Visible,
        Hidden,
    }

    public enum Overflow
    {
        Visible,
        Hidden,
    }

    public enum WhiteSpace
    {
        Normal,
        NoWrap,
    }

    public enum TextOverflow
    {
        Clip,
        Ellipsis,
    }

    public enum EasingMode
    {
        Ease,
        EaseIn,
        EaseOut,
        EaseInOut,
        Linear,
        EaseInSine,
        EaseOutSine,
        EaseInOutSine,
        EaseInCubic,
        EaseOutCubic,
        EaseInOutCubic,
    }

    public enum TimeUnit
    {
        Second,
        Millisecond,
    }

    public enum AngleUnit
    {
        Degree,
        Gradian,
        Radian,
        Turn,
    }
}

namespace UnityEngine
{
    public enum TextAnchor
    {
        UpperLeft,
        UpperCenter,
        UpperRight,
        MiddleLeft,
        MiddleCenter,
        MiddleRight,
        LowerLeft,
        LowerCenter,
        LowerRight,
    }

    public enum FontStyle
    {
        Normal,
        Bold,
        Italic,
        BoldAndItalic,
    }

    public enum ScaleMode
    {
        StretchToFill,
        ScaleAndCrop,
        ScaleToFit,
    }
}
