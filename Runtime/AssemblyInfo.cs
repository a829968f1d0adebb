using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Ojousama.Plugin.Unity")]
[assembly: InternalsVisibleTo("Ojousama.Plugin.Editor")]
[assembly: InternalsVisibleTo("Ojousama.Plugin.Tests")]
[assembly: InternalsVisibleTo("Ojousama.LLamaSharp")]
[assembly: InternalsVisibleTo("Ojousama.VectorStores")]
[assembly: InternalsVisibleTo("Ojousama.Studio")]
[assembly: InternalsVisibleTo("Ojousama.Benchmarks")]
[assembly: InternalsVisibleTo("Ojousama.EmbedderTuning")]
[assembly: InternalsVisibleTo("Ojousama.Player")]
[assembly: InternalsVisibleTo("Ojousama.UnityYaml")]
