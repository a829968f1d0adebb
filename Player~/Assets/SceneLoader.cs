using Ojousama.UnityYaml;
using UnityEngine;
using Object = UnityEngine.Object;

namespace Ojousama.Player.Assets;

/// <summary>Builds the objects of a .unity file, as Unity wrote it. Nothing is awake yet when it returns.</summary>
internal sealed class SceneLoader
{
    const int GameObjectClass = 1, TransformClass = 4, CameraClass = 20, AudioListenerClass = 81, AudioSourceClass = 82;

    /// <summary>Settings of light, occlusion and paths, and the order of roots: nothing here depends on them.</summary>
    static readonly HashSet<int> Ignored = [29, 104, 157, 196, 1660057539];

    readonly AssetLoader _assets;
    readonly UnityFile _file;
    readonly Dictionary<long, UnityDocument> _documents = [];
    readonly Dictionary<long, Object> _objects = [];

    SceneLoader(string path, AssetLoader assets)
    {
        _assets = assets;
        _file = UnityFile.Read(path);
    }

    /// <returns>What is to be woken.</returns>
    /// <exception cref="OjousamaException">The scene is missing, broken, or has something that the player does not support; the message names file and line.</exception>
    public static IReadOnlyList<Behaviour> Load(string path, AssetLoader assets) => new SceneLoader(path, assets).Load();

    IReadOnlyList<Behaviour> Load()
    {
        foreach (UnityDocument document in _file.Documents)
        {
            if (!_documents.TryAdd(document.FileId, document))
                throw document.Body.Error($"the object {document.FileId} stands here a second time", "Restore the scene from version control");
        }

        foreach (UnityDocument document in _file.Documents.Where(document => document.ClassId == GameObjectClass))
            CreateObject(document);
        foreach (UnityDocument document in _file.Documents.Where(document => !_objects.ContainsKey(document.FileId) && !Ignored.Contains(document.ClassId)))
            throw document.ClassId is TransformClass or UnityDocument.MonoBehaviourClass
                ? document.Body.Error($"this {document.TypeName} belongs to no object", "Restore the scene from version control")
                : Unsupported(document);
        // Only now, since fields may refer to any object.
        foreach (UnityDocument document in _file.Documents)
            Fill(document);
        return _file.Documents.Select(document => _objects.GetValueOrDefault(document.FileId)).OfType<Behaviour>().ToArray();
    }

    void CreateObject(UnityDocument document)
    {
        UnityMapping body = document.Body;
        var created = new GameObject(body.Get("m_Name").AsText(), body.Find("m_IsActive")?.AsText() != "0")
        {
            tag = body.Find("m_TagString")?.AsText() ?? "Untagged",
        };
        _objects[document.FileId] = created;
        foreach (UnityNode entry in body.Get("m_Component").AsItems())
        {
            UnityNode reference = entry.AsMapping().Get("component");
            long id = UnityReference.Read(reference).FileId;
            if (!_documents.TryGetValue(id, out UnityDocument? component))
                throw reference.Error($"the component {id} is not in the file", "Restore the scene from version control");
            Component made = CreateComponent(component);
            _objects[id] = made;
            created.Attach(made);
        }

        if (created.transform is null)
            throw body.Error($"the object “{created.name}” has no transform", "Restore the scene from version control");
    }

    Component CreateComponent(UnityDocument document)
    {
        switch (document.ClassId)
        {
            case TransformClass:
                return new Transform();
            case CameraClass:
                return new Camera();
            case AudioListenerClass:
                return new AudioListener();
            case AudioSourceClass:
                return new AudioSource();
            case UnityDocument.MonoBehaviourClass:
                Type type = _assets.TypeOf(document);
                return typeof(MonoBehaviour).IsAssignableFrom(type)
                    ? (Component)Activator.CreateInstance(type, nonPublic: true)!
                    : throw document.Body.Get("m_Script").Error($"{type.Name} is no MonoBehaviour", "Assign another script in Unity's inspector");
            default:
                throw Unsupported(document);
        }
    }

    void Fill(UnityDocument document)
    {
        if (!_objects.TryGetValue(document.FileId, out Object? target))
            return;
        if (target is Behaviour behaviour)
            behaviour.SetStoredEnabled(document.Body.Find("m_Enabled")?.AsText() != "0");
        switch (target)
        {
            case Transform transform when UnityReference.Read(document.Body.Get("m_Father")) is { IsNone: false } father:
                transform.Link((Transform)Resolve(father.FileId, document.Body.Get("m_Father")));
                break;
            case MonoBehaviour script:
                _assets.Fill(script, document, Resolve);
                break;
            case AudioSource source:
                Fill(source, document.Body);
                break;
        }
    }

    /// <summary>Unity's own components have more fields than matter here.</summary>
    void Fill(AudioSource source, UnityMapping body)
    {
        source.playOnAwake = body.Find("m_PlayOnAwake")?.AsText() != "0";
        source.loop = body.Find("Loop")?.AsText() == "1";
    }

    Object Resolve(long fileId, UnityNode node) =>
        _objects.GetValueOrDefault(fileId) ?? throw node.Error($"the object {fileId} is not in the file", "Assign the object again in Unity's inspector");

    static OjousamaException Unsupported(UnityDocument document) =>
        document.Body.Error($"the component {document.TypeName} (class {document.ClassId}) is not supported by the player", "Remove it from the scene");
}
