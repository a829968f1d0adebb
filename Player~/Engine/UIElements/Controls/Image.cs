namespace UnityEngine.UIElements;

/// <summary>Shows a picture.</summary>
public class Image : VisualElement
{
    Texture _image;
    Sprite _sprite;
    ScaleMode _scaleMode = ScaleMode.ScaleToFit;

    public Image() => AddToClassList("unity-image");

    public Texture image
    {
        get => _image;
        set
        {
            if (Change(ref _image, value) && value)
                _sprite = null;
        }
    }

    public Sprite sprite
    {
        get => _sprite;
        set
        {
            if (Change(ref _sprite, value) && value)
                _image = null;
        }
    }

    public ScaleMode scaleMode
    {
        get => _scaleMode;
        set => Change(ref _scaleMode, value);
    }
}
