using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using UnityEditor;
using UnityEditor.Compilation;
using UnityEngine;
using PackageInfo = UnityEditor.PackageManager.PackageInfo;

namespace Ojousama.Fetching
{
    /// <summary>Unity's menu that brings what the package does not carry itself: llama.cpp's libraries, and assemblies of NuGet.</summary>
    /// <remarks>Its assembly refers to no other of the package, so that it is there before they compile.</remarks>
    [InitializeOnLoad]
    public static class FetchMenu
    {
        const string MenuPath = "Tools/Ojousama/Fetch Libraries";

        static FetchMenu() => EditorApplication.delayCall += WarnIfIncomplete; // what is thrown in here would make the whole class unusable

        /// <summary>Full path of the package, wherever Unity has put it.</summary>
        public static string PackageFolder { get; } = PackageInfo.FindForAssembly(typeof(FetchMenu).Assembly).resolvedPath;

        /// <summary>Where llama.cpp's libraries lie once they are fetched. Unity does not import them: a build takes them along as plain files.</summary>
        public static string NativeFolder => Path.Combine(PackageFolder, ".artifacts", "native");

        /// <summary>Whether nothing is missing on this machine.</summary>
        public static bool IsComplete
        {
            get
            {
                IReadOnlyList<Pin> pins = ReadPins();
                return Natives(pins).All(pin => Fetcher.IsFetched(pin, NativeFolder)) && MissingAssemblies(pins).Count == 0;
            }
        }

        /// <summary>In the project, where Unity imports them. Commit it: then a build server compiles without the menu.</summary>
        static string AssemblyFolder => Path.Combine(Application.dataPath, "Plugins", "Ojousama");

        /// <summary>Fetches what is missing, behind a progress bar that can be cancelled. A build calls it too.</summary>
        /// <exception cref="FetchException">Something could not be fetched.</exception>
        [MenuItem(MenuPath)]
        public static void Fetch()
        {
            IReadOnlyList<Pin> pins = ReadPins(), assemblies = MissingAssemblies(pins);
            using var cancel = new CancellationTokenSource();
            var progress = new LastStep();
            Task work = Task.Run(() => FetchAsync(Natives(pins), NativeFolder, assemblies, AssemblyFolder, progress, cancel.Token)); // off this thread, which waits
            try
            {
                while (!work.IsCompleted)
                {
                    if (EditorUtility.DisplayCancelableProgressBar("Ojousama", progress.Text, progress.Done))
                        cancel.Cancel();
                    Thread.Sleep(50);
                }

                work.GetAwaiter().GetResult();
                Debug.Log($"Ojousama's libraries are in {NativeFolder}" + (assemblies.Count == 0 ? "." : $" and {AssemblyFolder}."));
            }
            catch (OperationCanceledException)
            {
                Debug.LogWarning($"Stopped. {MenuPath} goes on with what is still missing.");
            }
            finally
            {
                EditorUtility.ClearProgressBar();
            }

            if (assemblies.Count > 0)
                AssetDatabase.Refresh();
        }

        static void WarnIfIncomplete()
        {
            if (!IsComplete)
                Debug.LogWarning($"Ojousama lacks libraries, so that no character can talk. Choose {MenuPath}.\nライブラリがないため、キャラクターが話せません。メニューの {MenuPath} を選んでください。");
        }

        static async Task FetchAsync(
            IReadOnlyList<Pin> natives, string nativeFolder, IReadOnlyList<Pin> assemblies, string assemblyFolder, LastStep progress, CancellationToken cancellationToken)
        {
            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
            var fetcher = new Fetcher(http);
            await fetcher.FetchAsync(natives, nativeFolder, progress, cancellationToken).ConfigureAwait(false);
            await fetcher.FetchAsync(assemblies, assemblyFolder, progress, cancellationToken).ConfigureAwait(false);
        }

        static IReadOnlyList<Pin> ReadPins() => PinFile.Read(Path.Combine(PackageFolder, "Native~", "pins.tsv"));

        /// <summary>llama.cpp for this editor's own platform, on the CPU and, where there is such a build, by Vulkan.</summary>
        static IReadOnlyList<Pin> Natives(IReadOnlyList<Pin> pins)
        {
            string platform = Application.platform switch
            {
                RuntimePlatform.WindowsEditor => "win-x64",
                RuntimePlatform.OSXEditor => "osx-arm64",
                _ => "linux-x64",
            };
            return pins.Where(pin => pin.Target == platform && (pin.Kind == "cpu" || pin.Kind == "vulkan")).ToList();
        }

        /// <summary>What neither the project nor one of its packages brings, as source or compiled.</summary>
        static IReadOnlyList<Pin> MissingAssemblies(IReadOnlyList<Pin> pins) => PinFile.MissingAssemblies(
            pins, CompilationPipeline.GetPrecompiledAssemblyNames().Concat(CompilationPipeline.GetAssemblies().Select(assembly => assembly.name + ".dll")));

        /// <summary>Written by the thread that fetches, read by the one that draws.</summary>
        sealed class LastStep : IProgress<(Pin Pin, float Done)>
        {
            public volatile string Text = "…";
            public volatile float Done;

            public void Report((Pin Pin, float Done) step)
            {
                Text = $"{step.Pin.Package} {step.Pin.Version}";
                Done = step.Done;
            }
        }
    }
}
