namespace Ojousama.UnityYaml;

/// <summary>One object of a scene, a prefab or an asset.</summary>
/// <param name="ClassId">Unity's number of the native class, e.g. 1 for GameObject, 114 for MonoBehaviour.</param>
/// <param name="FileId">Its name within the file.</param>
/// <param name="Stripped">A placeholder for an object of a nested prefab.</param>
/// <param name="TypeName">The name that stands above the fields.</param>
/// <param name="EndLine">The line of the next object's head, or one past the file's last.</param>
internal sealed record UnityDocument(int ClassId, long FileId, bool Stripped, string TypeName, UnityMapping Body, int EndLine)
{
    public const int MonoBehaviourClass = 114;

    /// <summary>The script of a MonoBehaviour or ScriptableObject.</summary>
    public UnityReference Script => UnityReference.Read(Body.Get("m_Script"));
}
