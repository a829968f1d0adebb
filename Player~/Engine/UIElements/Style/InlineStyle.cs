using System.Collections.Generic;

namespace UnityEngine.UIElements;

/// <summary>The inline style of one element. Setting what is set already changes nothing.</summary>
internal sealed class InlineStyle : IStyle
{
    readonly VisualElement _owner;
    StyleEnum<Align> _alignContent = StyleKeyword.Null;
    StyleEnum<Align> _alignItems = StyleKeyword.Null;
    StyleEnum<Align> _alignSelf = StyleKeyword.Null;
    StyleColor _backgroundColor = StyleKeyword.Null;
    StyleBackground _backgroundImage = StyleKeyword.Null;
    StyleColor _borderBottomColor = StyleKeyword.Null;
    StyleLength _borderBottomLeftRadius = StyleKeyword.Null;
    StyleLength _borderBottomRightRadius = StyleKeyword.Null;
    StyleFloat _borderBottomWidth = StyleKeyword.Null;
    StyleColor _borderLeftColor = StyleKeyword.Null;
    StyleFloat _borderLeftWidth = StyleKeyword.Null;
    StyleColor _borderRightColor = StyleKeyword.Null;
    StyleFloat _borderRightWidth = StyleKeyword.Null;
    StyleColor _borderTopColor = StyleKeyword.Null;
    StyleLength _borderTopLeftRadius = StyleKeyword.Null;
    StyleLength _borderTopRightRadius = StyleKeyword.Null;
    StyleFloat _borderTopWidth = StyleKeyword.Null;
    StyleLength _bottom = StyleKeyword.Null;
    StyleColor _color = StyleKeyword.Null;
    StyleEnum<DisplayStyle> _display = StyleKeyword.Null;
    StyleLength _flexBasis = StyleKeyword.Null;
    StyleEnum<FlexDirection> _flexDirection = StyleKeyword.Null;
    StyleFloat _flexGrow = StyleKeyword.Null;
    StyleFloat _flexShrink = StyleKeyword.Null;
    StyleEnum<Wrap> _flexWrap = StyleKeyword.Null;
    StyleLength _fontSize = StyleKeyword.Null;
    StyleLength _height = StyleKeyword.Null;
    StyleEnum<Justify> _justifyContent = StyleKeyword.Null;
    StyleLength _left = StyleKeyword.Null;
    StyleLength _letterSpacing = StyleKeyword.Null;
    StyleLength _marginBottom = StyleKeyword.Null;
    StyleLength _marginLeft = StyleKeyword.Null;
    StyleLength _marginRight = StyleKeyword.Null;
    StyleLength _marginTop = StyleKeyword.Null;
    StyleLength _maxHeight = StyleKeyword.Null;
    StyleLength _maxWidth = StyleKeyword.Null;
    StyleLength _minHeight = StyleKeyword.Null;
    StyleLength _minWidth = StyleKeyword.Null;
    StyleFloat _opacity = StyleKeyword.Null;
    StyleEnum<Overflow> _overflow = StyleKeyword.Null;
    StyleLength _paddingBottom = StyleKeyword.Null;
    StyleLength _paddingLeft = StyleKeyword.Null;
    StyleLength _paddingRight = StyleKeyword.Null;
    StyleLength _paddingTop = StyleKeyword.Null;
    StyleEnum<Position> _position = StyleKeyword.Null;
    StyleLength _right = StyleKeyword.Null;
    StyleRotate _rotate = StyleKeyword.Null;
    StyleScale _scale = StyleKeyword.Null;
    StyleEnum<TextOverflow> _textOverflow = StyleKeyword.Null;
    StyleLength _top = StyleKeyword.Null;
    StyleList<TimeValue> _transitionDelay = StyleKeyword.Null;
    StyleList<TimeValue> _transitionDuration = StyleKeyword.Null;
    StyleList<StylePropertyName> _transitionProperty = StyleKeyword.Null;
    StyleList<EasingFunction> _transitionTimingFunction = StyleKeyword.Null;
    StyleTranslate _translate = StyleKeyword.Null;
    StyleEnum<ScaleMode> _unityBackgroundScaleMode = StyleKeyword.Null;
    StyleFontDefinition _unityFontDefinition = StyleKeyword.Null;
    StyleEnum<FontStyle> _unityFontStyleAndWeight = StyleKeyword.Null;
    StyleEnum<TextAnchor> _unityTextAlign = StyleKeyword.Null;
    StyleColor _unityTextOutlineColor = StyleKeyword.Null;
    StyleFloat _unityTextOutlineWidth = StyleKeyword.Null;
    StyleEnum<Visibility> _visibility = StyleKeyword.Null;
    StyleEnum<WhiteSpace> _whiteSpace = StyleKeyword.Null;
    StyleLength _width = StyleKeyword.Null;
    StyleLength _wordSpacing = StyleKeyword.Null;

    public InlineStyle(VisualElement owner) => _owner = owner;

    public StyleEnum<Align> alignContent
    {
        get => _alignContent;
        set => Set(ref _alignContent, value);
    }

    public StyleEnum<Align> alignItems
    {
        get => _alignItems;
        set => Set(ref _alignItems, value);
    }

    public StyleEnum<Align> alignSelf
    {
        get => _alignSelf;
        set => Set(ref _alignSelf, value);
    }

    public StyleColor backgroundColor
    {
        get => _backgroundColor;
        set => Set(ref _backgroundColor, value);
    }

    public StyleBackground backgroundImage
    {
        get => _backgroundImage;
        set => Set(ref _backgroundImage, value);
    }

    public StyleColor borderBottomColor
    {
        get => _borderBottomColor;
        set => Set(ref _borderBottomColor, value);
    }

    public StyleLength borderBottomLeftRadius
    {
        get => _borderBottomLeftRadius;
        set => Set(ref _borderBottomLeftRadius, value);
    }

    public StyleLength borderBottomRightRadius
    {
        get => _borderBottomRightRadius;
        set => Set(ref _borderBottomRightRadius, value);
    }

    public StyleFloat borderBottomWidth
    {
        get => _borderBottomWidth;
        set => Set(ref _borderBottomWidth, value);
    }

    public StyleColor borderLeftColor
    {
        get => _borderLeftColor;
        set => Set(ref _borderLeftColor, value);
    }

    public StyleFloat borderLeftWidth
    {
        get => _borderLeftWidth;
        set => Set(ref _borderLeftWidth, value);
    }

    public StyleColor borderRightColor
    {
        get => _borderRightColor;
        set => Set(ref _borderRightColor, value);
    }

    public StyleFloat borderRightWidth
    {
        get => _borderRightWidth;
        set => Set(ref _borderRightWidth, value);
    }

    public StyleColor borderTopColor
    {
        get => _borderTopColor;
        set => Set(ref _borderTopColor, value);
    }

    public StyleLength borderTopLeftRadius
    {
        get => _borderTopLeftRadius;
        set => Set(ref _borderTopLeftRadius, value);
    }

    public StyleLength borderTopRightRadius
    {
        get => _borderTopRightRadius;
        set => Set(ref _borderTopRightRadius, value);
    }

    public StyleFloat borderTopWidth
    {
        get => _borderTopWidth;
        set => Set(ref _borderTopWidth, value);
    }

    public StyleLength bottom
    {
        get => _bottom;
        set => Set(ref _bottom, value);
    }

    public StyleColor color
    {
        get => _color;
        set => Set(ref _color, value);
    }

    public StyleEnum<DisplayStyle> display
    {
        get => _display;
        set => Set(ref _display, value);
    }

    public StyleLength flexBasis
    {
        get => _flexBasis;
        set => Set(ref _flexBasis, value);
    }

    public StyleEnum<FlexDirection> flexDirection
    {
        get => _flexDirection;
        set => Set(ref _flexDirection, value);
    }

    public StyleFloat flexGrow
    {
        get => _flexGrow;
        set => Set(ref _flexGrow, value);
    }

    public StyleFloat flexShrink
    {
        get => _flexShrink;
        set => Set(ref _flexShrink, value);
    }

    public StyleEnum<Wrap> flexWrap
    {
        get => _flexWrap;
        set => Set(ref _flexWrap, value);
    }

    public StyleLength fontSize
    {
        get => _fontSize;
        set => Set(ref _fontSize, value);
    }

    public StyleLength height
    {
        get => _height;
        set => Set(ref _height, value);
    }

    public StyleEnum<Justify> justifyContent
    {
        get => _justifyContent;
        set => Set(ref _justifyContent, value);
    }

    public StyleLength left
    {
        get => _left;
        set => Set(ref _left, value);
    }

    public StyleLength letterSpacing
    {
        get => _letterSpacing;
        set => Set(ref _letterSpacing, value);
    }

    public StyleLength marginBottom
    {
        get => _marginBottom;
        set => Set(ref _marginBottom, value);
    }

    public StyleLength marginLeft
    {
        get => _marginLeft;
        set => Set(ref _marginLeft, value);
    }

    public StyleLength marginRight
    {
        get => _marginRight;
        set => Set(ref _marginRight, value);
    }

    public StyleLength marginTop
    {
        get => _marginTop;
        set => Set(ref _marginTop, value);
    }

    public StyleLength maxHeight
    {
        get => _maxHeight;
        set => Set(ref _maxHeight, value);
    }

    public StyleLength maxWidth
    {
        get => _maxWidth;
        set => Set(ref _maxWidth, value);
    }

    public StyleLength minHeight
    {
        get => _minHeight;
        set => Set(ref _minHeight, value);
    }

    public StyleLength minWidth
    {
        get => _minWidth;
        set => Set(ref _minWidth, value);
    }

    public StyleFloat opacity
    {
        get => _opacity;
        set => Set(ref _opacity, value);
    }

    public StyleEnum<Overflow> overflow
    {
        get => _overflow;
        set => Set(ref _overflow, value);
    }

    public StyleLength paddingBottom
    {
        get => _paddingBottom;
        set => Set(ref _paddingBottom, value);
    }

    public StyleLength paddingLeft
    {
        get => _paddingLeft;
        set => Set(ref _paddingLeft, value);
    }

    public StyleLength paddingRight
    {
        get => _paddingRight;
        set => Set(ref _paddingRight, value);
    }

    public StyleLength paddingTop
    {
        get => _paddingTop;
        set => Set(ref _paddingTop, value);
    }

    public StyleEnum<Position> position
    {
        get => _position;
        set => Set(ref _position, value);
    }

    public StyleLength right
    {
        get => _right;
        set => Set(ref _right, value);
    }

    public StyleRotate rotate
    {
        get => _rotate;
        set => Set(ref _rotate, value);
    }

    public StyleScale scale
    {
        get => _scale;
        set => Set(ref _scale, value);
    }

    public StyleEnum<TextOverflow> textOverflow
    {
        get => _textOverflow;
        set => Set(ref _textOverflow, value);
    }

    public StyleLength top
    {
        get => _top;
        set => Set(ref _top, value);
    }

    public StyleList<TimeValue> transitionDelay
    {
        get => _transitionDelay;
        set => Set(ref _transitionDelay, value);
    }

    public StyleList<TimeValue> transitionDuration
    {
        get => _transitionDuration;
        set => Set(ref _transitionDuration, value);
    }

    public StyleList<StylePropertyName> transitionProperty
    {
        get => _transitionProperty;
        set => Set(ref _transitionProperty, value);
    }

    public StyleList<EasingFunction> transitionTimingFunction
    {
        get => _transitionTimingFunction;
        set => Set(ref _transitionTimingFunction, value);
    }

    public StyleTranslate translate
    {
        get => _translate;
        set => Set(ref _translate, value);
    }

    public StyleEnum<ScaleMode> unityBackgroundScaleMode
    {
        get => _unityBackgroundScaleMode;
        set => Set(ref _unityBackgroundScaleMode, value);
    }

    public StyleFontDefinition unityFontDefinition
    {
        get => _unityFontDefinition;
        set => Set(ref _unityFontDefinition, value);
    }

    public StyleEnum<FontStyle> unityFontStyleAndWeight
    {
        get => _unityFontStyleAndWeight;
        set => Set(ref _unityFontStyleAndWeight, value);
    }

    public StyleEnum<TextAnchor> unityTextAlign
    {
        get => _unityTextAlign;
        set => Set(ref _unityTextAlign, value);
    }

    public StyleColor unityTextOutlineColor
    {
        get => _unityTextOutlineColor;
        set => Set(ref _unityTextOutlineColor, value);
    }

    public StyleFloat unityTextOutlineWidth
    {
        get => _unityTextOutlineWidth;
        set => Set(ref _unityTextOutlineWidth, value);
    }

    public StyleEnum<Visibility> visibility
    {
        get => _visibility;
        set => Set(ref _visibility, value);
    }

    public StyleEnum<WhiteSpace> whiteSpace
    {
        get => _whiteSpace;
        set => Set(ref _whiteSpace, value);
    }

    public StyleLength width
    {
        get => _width;
        set => Set(ref _width, value);
    }

    public StyleLength wordSpacing
    {
        get => _wordSpacing;
        set => Set(ref _wordSpacing, value);
    }

    void Set<T>(ref T field, T value)
    {
        if (EqualityComparer<T>.Default.Equals(field, value))
            return;
        field = value;
        _owner.MarkChanged();
    }
}
