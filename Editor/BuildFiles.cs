using System.Collections.Generic;
using System.IO;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Fetching;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Remote;
using Ojousama.Recall.Maps;
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
            FetchLibraries();
            context.AddAdditionalPathToStreamingAssets(FetchMenu.NativeFolder, "Ojousama/native");

            var added = new HashSet<string>();
            foreach (string guid in AssetDatabase.FindAssets($"t:{nameof(CharacterSheetAsset)}"))
            {
                var asset = AssetDatabase.LoadAssetAtPath<CharacterSheetAsset>(AssetDatabase.GUIDToAssetPath(guid));
                ModelSettings model = asset.Sheet.model;
                bool isRemote = RemoteDialogueModel.IsAddress(model.file); // its adapter lies on the server too
                foreach (string file in new[] { isRemote ? "" : model.file, isRemote ? "" : model.adapter, model.embedder, model.lines, model.stock })
                {
                    if (file.Length > 0)
                        Add(PackagePaths.FindModel(file));
                }

                // Line files are found by vectors that went through the map, and refuse any others.
                string embedder = PackagePaths.FindModel(model.embedder);
                foreach (string beside in new[] { EmbeddingMapFile.PathBeside(embedder), AnswerDecisionFile.PathBeside(embedder), LlamaReranker.PathBeside(embedder) })
                {
                    if (File.Exists(beside))
                        Add(beside);
                }
            }

            foreach (string licence in new[] { "GEMMA_TERMS_OF_USE.txt", "NOTICE.txt" })
                context.AddAdditionalPathToStreamingAssets(Path.Combine(FetchMenu.PackageFolder, "Models~", licence), "Ojousama/Models/" + licence);

            void Add(string path)
            {
                if (added.Add(path)) // sheets share models
                    context.AddAdditionalPathToStreamingAssets(path, "Ojousama/Models/" + Path.GetFileName(path));
            }
        }

        /// <summary>A build server has nobody to choose the menu.</summary>
        static void FetchLibraries()
        {
            if (FetchMenu.IsComplete)
                return;
            try
            {
                FetchMenu.Fetch();
            }
            catch (FetchException e)
            {
                throw new BuildFailedException(e.Message);
            }

            if (!FetchMenu.IsComplete)
                throw new BuildFailedException("Ojousama's libraries were not fetched. Build again, and let it fetch them.");
        }
    }
}
