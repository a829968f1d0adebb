using Ojousama.Fetching;
using UnityEditor;

namespace Ojousama.Editor
{
    /// <summary>Tells the runtime where the package lies.</summary>
    [InitializeOnLoad]
    static class PackageSetup
    {
        static PackageSetup() => PackagePaths.PackageFolder = FetchMenu.PackageFolder;
    }
}
