using System.IO;
using UnityEngine;

namespace Ojousama.Unity
{
    /// <summary>Tells the core where a built game keeps native libraries and models.</summary>
    static class HostPaths
    {
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        static void Set() => PackagePaths.HostFolder = Path.Combine(Application.streamingAssetsPath, "Ojousama");
    }
}
