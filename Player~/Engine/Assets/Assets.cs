using System.Text;

namespace UnityEngine;

/// <summary>A picture. Its pixels stay in their file, which the browser fetches.</summary>
public class Texture : Object
{
    public virtual int width { get; internal set; }

    public virtual int height { get; internal set; }

    /// <summary>The file; null for one that was made at run time.</summary>
    internal string AssetPath { get; set; }
}

public sealed class Texture2D : Texture
{
    public Texture2D(int width, int height)
    {
        this.width = width;
        this.height = height;
    }

    /// <summary>PNG or JPEG that was loaded at run time.</summary>
    internal byte[] Encoded { get; set; }
}

public static class ImageConversion
{
    /// <summary>Takes a PNG.</summary>
    /// <returns>False if it is none.</returns>
    public static bool LoadImage(this Texture2D tex, byte[] data)
    {
        if (!PngSize.TryRead(data, out int width, out int height))
            return false;
        tex.width = width;
        tex.height = height;
        tex.Encoded = data;
        return true;
    }
}

public sealed class Sprite : Object
{
    internal Sprite(Texture2D texture, Rect rect)
    {
        this.texture = texture;
        this.rect = rect;
        name = texture.name;
    }

    public Texture2D texture { get; }

    public Rect rect { get; }

    public static Sprite Create(Texture2D texture, Rect rect, Vector2 pivot) => new(texture, rect);
}

/// <summary>A font; the browser draws with it.</summary>
public sealed class Font : Object
{
    internal string AssetPath { get; set; }
}

/// <summary>A text file.</summary>
public class TextAsset : Object
{
    public TextAsset() : this("")
    {
    }

    public TextAsset(string text) => bytes = Encoding.UTF8.GetBytes(text);

    internal TextAsset(byte[] content) => bytes = content;

    public byte[] bytes { get; }

    public string text => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');

    public override string ToString() => text;
}
