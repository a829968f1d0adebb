using System.Globalization;
using Ojousama.Inference;
using Ojousama.Studio.Embedding;
using static TorchSharp.torch;

namespace Ojousama.EmbedderTuning;

/// <summary>Whether the encoder here computes what the runtime does: else what it learns would be of no use there.</summary>
static class Agreement
{
    const float Least = 0.999f;

    /// <exception cref="OjousamaException">It does not: the model is of another architecture than it says.</exception>
    public static async Task CheckAsync(BertEncoder encoder, IEmbedder runtime, DialoguePairs pairs, TextTokenizer tokenizer, CancellationToken cancellationToken)
    {
        int[] some = [.. Enumerable.Range(0, pairs.Texts.Count).Where(i => pairs.Texts[i].Kind == TextKind.Query && pairs.Texts[i].Text.Length < 40).Take(50)];
        float[][] theirs = await runtime.EmbedAsync([.. some.Select(pairs.Spelled)], TextKind.Query, cancellationToken);
        using var still = no_grad();
        using var scope = NewDisposeScope();
        Tensor ours = encoder.Encode([.. some.Select(tokenizer.Tokens)]);
        float least = (ours * stack(theirs.Select(v => tensor(v)))).sum(1).min().item<float>();
        if (least < Least)
            throw new OjousamaException(
                string.Create(CultureInfo.InvariantCulture, $"The encoder's vectors differ from the runtime's (cosine {least:F4})"), "Tune a model of BERT's architecture with mean pooling, such as multilingual-e5-small");
    }
}
