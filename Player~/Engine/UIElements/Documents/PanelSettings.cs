using System;

namespace UnityEngine.UIElements;

public enum PanelScaleMode
{
    ConstantPixelSize,
    ConstantPhysicalSize,
    ScaleWithScreenSize,
}

public enum PanelScreenMatchMode
{
    MatchWidthOrHeight,
    Shrink,
    Expand,
}

/// <summary>How a panel fits onto the screen. The player always shows the reference resolution whole, whatever the mode.</summary>
public sealed class PanelSettings : ScriptableObject
{
    // As Unity stores them; only the theme, the resolution and the order have a meaning here.
    [SerializeField] ThemeStyleSheet themeUss;
    [SerializeField] Object m_TargetTexture;
    [SerializeField] PanelScaleMode m_ScaleMode = PanelScaleMode.ConstantPixelSize;
    [SerializeField] float m_ReferenceSpritePixelsPerUnit = 100;
    [SerializeField] float m_Scale = 1;
    [SerializeField] float m_ReferenceDpi = 96;
    [SerializeField] float m_FallbackDpi = 96;
    [SerializeField] Vector2Int m_ReferenceResolution = new(1200, 800);
    [SerializeField] PanelScreenMatchMode m_ScreenMatchMode = PanelScreenMatchMode.MatchWidthOrHeight;
    [SerializeField] float m_Match;
    [SerializeField] float m_SortingOrder;
    [SerializeField] int m_TargetDisplay;
    [SerializeField] bool m_ClearDepthStencil = true;
    [SerializeField] bool m_ClearColor;
    [SerializeField] Color m_ColorClearValue = Color.clear;
    [SerializeField] DynamicAtlasSettings m_DynamicAtlasSettings = new();
    [SerializeField] Object m_AtlasBlitShader;
    [SerializeField] Object m_RuntimeShader;
    [SerializeField] Object m_RuntimeWorldShader;
    [SerializeField] Object m_ICUDataAsset;
    [SerializeField] bool forceGammaRendering;
    [SerializeField] Object textSettings;

    RuntimePanel _panel;

    public ThemeStyleSheet themeStyleSheet
    {
        get => themeUss;
        set => themeUss = value;
    }

    public PanelScaleMode scaleMode
    {
        get => m_ScaleMode;
        set => m_ScaleMode = value;
    }

    public Vector2Int referenceResolution
    {
        get => m_ReferenceResolution;
        set => m_ReferenceResolution = value;
    }

    public float match
    {
        get => m_Match;
        set => m_Match = value;
    }

    public float sortingOrder
    {
        get => m_SortingOrder;
        set => m_SortingOrder = value;
    }

    internal RuntimePanel Open()
    {
        if (_panel != null && World.Current.Panels.Contains(_panel))
            return _panel;
        _panel = new RuntimePanel(this);
        World.Current.Panels.Add(_panel);
        return _panel;
    }

    [Serializable]
    sealed class DynamicAtlasSettings
    {
        [SerializeField] int m_MinAtlasSize = 64;
        [SerializeField] int m_MaxAtlasSize = 4096;
        [SerializeField] int m_MaxSubTextureSize = 64;
        [SerializeField] int m_ActiveFilters = 31;
    }
}
