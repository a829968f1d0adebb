using Ojousama.Player.Styles;
using Ojousama.UnityYaml;
using UnityEngine;
using UnityEngine.UIElements;
using Font = UnityEngine.Font;
using Object = UnityEngine.Object;

namespace Ojousama.Player.Assets;

/// <summary>Loads what scenes and assets refer to, each file once.</summary>
internal sealed class AssetLoader
{
    const long SpriteId = 21300000;

    static readonly HashSet<string> HeadFields =
    [
        "m_ObjectHideFlags", "m_CorrespondingSourceObject", "m_PrefabInstance", "m_PrefabAsset", "m_PrefabParentObject", "m_PrefabInternal",
        "m_GameObject", "m_Enabled", "m_EditorHideFlags", "m_Script", "m_Name", "m_EditorClassIdentifier",
    ];

    readonly AssetCatalog _catalog;
    readonly ScriptTypes _scripts;
    readonly Dictionary<(string Path, long FileId), Object> _loaded = [];

    public AssetLoader(AssetCatalog catalog)
    {
        _catalog = catalog;
        _scripts = new ScriptTypes(catalog);
    }

    /// <summary>Files of all pictures that the scene refers to.</summary>
    public IEnumerable<string> Pictures => _loaded.Values.OfType<Texture2D>().Select(picture => picture.AssetPath);

    /// <summary>The class of a MonoBehaviour's or ScriptableObject's document.</summary>
    public Type TypeOf(UnityDocument document) => _scripts.Find(document.Script, document.Body.Get("m_Script"));

    /// <summary>Sets the serialised fields of a script or a ScriptableObject.</summary>
    /// <param name="resolve">For references within the file.</param>
    public void Fill(Object target, UnityDocument document, Func<long, UnityNode, Object?> resolve)
    {
        var reader = new ObjectReader((reference, type, node) =>
        {
            Object? found = reference.Guid is { } guid ? Load(_catalog.PathOf(guid, node), reference.FileId, node) : resolve(reference.FileId, node);
            if (found is not null && !type.IsInstanceOfType(found))
                throw node.Error($"a {type.Name} should stand here, but “{found.name}” is a {found.GetType().Name}", "Assign another object in Unity's inspector");
            return found;
        });
        reader.Fill(target, document.Body, HeadFields);
    }

    public Object Load(string path, long fileId, UnityNode node)
    {
        // A picture can be asked for as a texture and as a sprite; the other files hold one object each, or name theirs themselves.
        bool isYaml = Path.GetExtension(path) == ".asset";
        (string, long) key = (path, isYaml || fileId == SpriteId ? fileId : 0);
        if (_loaded.TryGetValue(key, out Object? known))
            return known;
        if (isYaml)
            return LoadAsset(path, fileId, node);
        Object loaded = _loaded[key] = Import(path, fileId, node);
        loaded.name = Path.GetFileNameWithoutExtension(path);
        return loaded;
    }

    Object Import(string path, long fileId, UnityNode node)
    {
        try
        {
            switch (Path.GetExtension(path).ToLowerInvariant())
            {
                case ".uxml":
                    return new VisualTreeAsset { Build = new UxmlLoader(_catalog, this).Load(path) };
                case ".uss":
                    return new StyleSheet { Css = new UssToCss(_catalog).Add(path).Css };
                case ".tss":
                    return new ThemeStyleSheet { Css = new UssToCss(_catalog).Add(path).Css };
                case ".png" or ".jpg" or ".jpeg":
                    return fileId == SpriteId ? SpriteOf((Texture2D)Load(path, 0, node)) : Picture(path);
                case ".ttf" or ".otf":
                    return new Font { AssetPath = path };
                case ".wav" or ".ogg" or ".mp3":
                    return new AudioClip { AssetPath = path };
                case ".prefab":
                    throw node.Error($"the prefab {path} is referred to, which the player does not support", "Put its objects into the scene");
                default:
                    return new TextAsset(File.ReadAllBytes(path));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw node.Error($"the file {path} cannot be read: {e.Message}", "Check that it may be read", e);
        }
    }

    Object LoadAsset(string path, long fileId, UnityNode node)
    {
        foreach (UnityDocument document in UnityFile.Read(path).Documents)
        {
            if (document.ClassId != UnityDocument.MonoBehaviourClass)
                throw document.Body.Error($"a {document.TypeName} in an asset is not supported by the player", "Keep only ScriptableObjects in it");
            Type type = TypeOf(document);
            if (!typeof(ScriptableObject).IsAssignableFrom(type))
                throw document.Body.Get("m_Script").Error($"{type.Name} is no ScriptableObject", "Create the asset again in Unity");
            var created = (ScriptableObject)Activator.CreateInstance(type, nonPublic: true)!;
            created.name = document.Body.Find("m_Name")?.AsText() ?? "";
            _loaded[(path, document.FileId)] = created;
            Fill(created, document, (id, at) => LoadAssetPart(path, id, at));
            created.Wake();
        }

        return LoadAssetPart(path, fileId, node);
    }

    Object LoadAssetPart(string path, long fileId, UnityNode node) => _loaded.TryGetValue((path, fileId), out Object? part)
        ? part
        : throw node.Error($"the file {path} has no object {fileId}", "Assign the object again in Unity's inspector");

    static Sprite SpriteOf(Texture2D texture) => Sprite.Create(texture, new Rect(0, 0, texture.width, texture.height), default);

    static Texture2D Picture(string path)
    {
        byte[] head = new byte[24];
        using FileStream file = File.OpenRead(path);
        int read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        // The size of other formats is not known, and nothing here asks for it.
        PngSize.TryRead(head.AsSpan(0, read), out int width, out int height);
        return new Texture2D(width, height) { AssetPath = path };
    }
}
