using System.Text.RegularExpressions;
using Ojousama.UnityYaml;
using UnityEngine.UIElements;

namespace Ojousama.Player.Assets;

/// <summary>From the m_Script of a file to the class.</summary>
internal sealed partial class ScriptTypes(AssetCatalog assets)
{
    const string BuiltInGuid = "0000000000000000e000000000000000";

    static readonly Dictionary<long, Type> BuiltIn = new()
    {
        [19101] = typeof(PanelSettings),
        [19102] = typeof(UIDocument),
    };

    readonly Dictionary<string, Type> _known = [];

    /// <param name="node">The m_Script, for the complaint.</param>
    public Type Find(UnityReference script, UnityNode node)
    {
        if (script.Guid is not { } guid)
            throw node.Error("the script is missing", "Assign it again in Unity's inspector");
        if (guid == BuiltInGuid)
            return BuiltIn.GetValueOrDefault(script.FileId) ?? throw node.Error($"the built-in script {script.FileId} is not supported by the player", "Remove the component");
        if (!_known.TryGetValue(guid, out Type? type))
            _known[guid] = type = Load(assets.PathOf(guid, node), node);
        return type;
    }

    /// <summary>As in Unity, the class has the name of its file.</summary>
    static Type Load(string path, UnityNode node)
    {
        Match match = NamespaceLine().Match(TextFile.ReadAsset(path));
        string name = Path.GetFileNameWithoutExtension(path);
        string fullName = match.Success ? $"{match.Groups[1].Value}.{name}" : name;
        return AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(fullName)).FirstOrDefault(type => type != null)
            ?? throw node.Error($"the class {fullName} of {path} is not in this program", "Name class and file alike, and let the project compile the file");
    }

    [GeneratedRegex(@"^\s*namespace\s+([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}
