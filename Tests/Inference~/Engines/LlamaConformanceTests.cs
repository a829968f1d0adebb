using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Tests.Inference;

[TestFixture]
public sealed class LlamaConformanceTests : DialogueModelConformance
{
    protected override async Task<IDialogueModel> LoadAsync(int conversations) => await LlamaFixture.LoadAsync(conversations);
}

[TestFixture]
public sealed class LlamaEmbedderConformanceTests : EmbedderConformance
{
    protected override async Task<IEmbedder> LoadAsync(string file) => await LlamaEmbedder.LoadAsync(file);
}
