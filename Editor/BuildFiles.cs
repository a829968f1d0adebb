using System.Collections.Generic;
using System.IO;
using Ojousama.Character;
using Ojousama.Inference.Remote;
using Ojousama.Unity;
using UnityEditor;
using UnityEditor.Build;

namespace Ojousama.Editor
{
    /// <summary>Puts llama.cpp's libraries and the models that the project's sheets name into StreamingAssets of a build.</summary>
    /// <remarks>Nothing is copied into the project itself.</remarks>
    sealed class BuildFiles : BuildPlayerProcessor
    {
        public override void PrepareForBuild(BuildPlayerContext context)
        {
            if (!Directory.Exists(PackageSetup.NativeFolder))
                throw new BuildFailedException("Ojousama's native libraries are missing. Choose Tools > Ojousama > Fetch Native Libraries and build again.");
            context.AddAdditionalPathToStreamingAssets(PackageSetup.NativeFolder, "Ojousama/native");

            var added = new HashSet<string>();
            foreach (string guid in AssetDatabase.FindAssets($"t:{nameof(CharacterSheetAsset)}"))
            {
                var asset = AssetDatabase.LoadAssetAtPath<CharacterSheetAsset>(AssetDatabase.GUIDToAssetPath(guid));
                ModelSettings model = asset.Sheet.model;
                bool isRemote = RemoteDialogueModel.IsAddress(model.file); // its adapter lies on the server too
                foreach (string file in new[] { isRemote ? "" : model.file, isRemote ? "" : model.adapter, model.embedder, model.lines })
                {
                    if (file.Length == 0)
                        continue;
                    string path = PackagePaths.FindModel(file);
                    if (added.Add(path)) // sheets share models
                        context.AddAdditionalPathToStreamingAssets(path, "Ojousama/Models/" + Path.GetFileName(path));
                }
            }

            foreach (string licence in new[] { "GEMMA_TERMS_OF_USE.txt", "NOTICE.txt" })
                context.AddAdditionalPathToStreamingAssets(Path.Combine(PackageSetup.Folder, "Models~", licence), "Ojousama/Models/" + licence);
        }
    }
}
