using System.IO;
using UnityEngine;

namespace Ojousama.Unity
{
    /// <summary>Tells the core where a built game keeps native libraries and models, and where it may keep what it can make anew.</summary>
    static class HostPaths
    {
        [RuntimeInitializeOnLoadMethod(RuntimeInitializeLoadType.SubsystemRegistration)]
        static void Set()
        {
            PackagePaths.HostFolder = Path.Combine(Application.streamingAssetsPath, "Ojousama");
            PackagePaths.CacheFolder = Path.Combine(Application.temporaryCachePath, "Ojousama");
        }
    }
}
