using System.Diagnostics;
using System.IO;
using Ojousama.Unity;
using UnityEditor;
using UnityEditor.PackageManager;
using Debug = UnityEngine.Debug;

namespace Ojousama.Editor
{
    /// <summary>Tells the runtime where the package lies, and fetches llama.cpp's libraries into it.</summary>
    [InitializeOnLoad]
    static class PackageSetup
    {
        const string MenuPath = "Tools/Ojousama/Fetch Native Libraries";

        static PackageSetup()
        {
            PackagePaths.PackageFolder = Folder;
            if (!Directory.Exists(NativeFolder))
                Debug.LogWarning($"Ojousama has no native libraries yet, so no character can talk. Choose {MenuPath}; it needs Node.js 20 or later.");
        }

        /// <summary>Full path of the package, wherever Unity has put it.</summary>
        public static string Folder { get; } = PackageInfo.FindForAssembly(typeof(DialogueAgent).Assembly).resolvedPath;

        /// <summary>Where llama.cpp's libraries lie once they are fetched.</summary>
        public static string NativeFolder => Path.Combine(Folder, ".artifacts", "native");

        [MenuItem(MenuPath)]
        static void Fetch()
        {
            string script = Path.Combine(Folder, "Native~", "fetch.mjs");
            var start = new ProcessStartInfo("node", $"\"{script}\" \"{NativeFolder}\" \"{Path.Combine(Folder, ".artifacts", "native-npm")}\" cpu vulkan")
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            };
            EditorUtility.DisplayProgressBar("Ojousama", "Fetching llama.cpp's libraries by npm …", 0.5f);
            try
            {
                using (Process node = Process.Start(start))
                {
                    string errors = node.StandardError.ReadToEnd();
                    node.WaitForExit();
                    if (node.ExitCode == 0)
                        Debug.Log($"Ojousama's native libraries are in {NativeFolder}.");
                    else
                        Debug.LogError(errors);
                }
            }
            catch (System.ComponentModel.Win32Exception e)
            {
                Debug.LogError($"Node.js could not be started: {e.Message} Install Node.js 20 or later and choose {MenuPath} again.");
            }
            finally
            {
                EditorUtility.ClearProgressBar();
            }
        }
    }
}
