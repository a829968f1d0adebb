using System.Security.Cryptography;
using System.Text;

namespace Ojousama.UnityYaml;

/// <summary>The GUIDs of this package's own .meta files.</summary>
/// <remarks>Derived from name and path, so that they can be written and checked without Unity and never differ between machines.</remarks>
internal static class PackageGuid
{
    const string PackageName = "jp.ojousama.plugin";

    /// <param name="path">Relative to the package's root, with forward slashes: <c>Runtime/Unity/DialogueAgent.cs</c>.</param>
    /// <returns>32 lower-case hexadecimal digits.</returns>
    public static string Of(string path) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{PackageName}:{path}")));
}
