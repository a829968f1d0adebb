using System.Text;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Prompting;

namespace Ojousama.Studio.Evaluation.Judging;

/// <summary>A judge on this machine: it writes its reason, and the choice is read from the probabilities of all of them.</summary>
sealed class LocalJudge : IJudge
{
    const int ContextTokens = 4096;
    const int ReasonTokens = 160;

    readonly LlamaDialogueModel _model;
    readonly PromptWriter _writer;

    LocalJudge(string name, LlamaDialogueModel model, PromptWriter writer)
    {
        Name = name;
        _model = model;
        _writer = writer;
    }

    public string Name { get; }

    /// <param name="file">A GGUF in the models folder, or a path.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="threads">See <see cref="DialogueModelOptions.Threads"/>.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    /// <exception cref="OjousamaException">The file is missing or unfit.</exception>
    public static async Task<LocalJudge> LoadAsync(string file, IProgress<float>? progress = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ChatTemplate format = ChatTemplate.Of(file);
        var options = new DialogueModelOptions { ContextTokens = ContextTokens, MaxConversations = 2, Threads = threads };
        LlamaDialogueModel model = await LlamaDialogueModel.LoadAsync(file, options, progress, cancellationToken).ConfigureAwait(false);
        return new LocalJudge(Path.GetFileNameWithoutExtension(file), model, new PromptWriter(format));
    }

    public async Task<Judgement> AskAsync(JudgeQuestion question, CancellationToken cancellationToken = default)
    {
        var prompt = _writer.Write("", [], [], question.Text);
        var reasoning = new GenerationRequest(prompt) { MaxTokens = ReasonTokens, Sampling = SamplingOptions.Greedy with { DryMultiplier = 0.8f }, StopStrings = [question.Label] };
        var (text, reasoned) = await ReadAsync(reasoning, cancellationToken).ConfigureAwait(false);
        string reason = text.Trim();
        var choosing = new GenerationRequest([.. prompt, PromptSegment.Literal($"{reason}\n{question.Label}：")])
        {
            MaxTokens = 1, Sampling = SamplingOptions.Greedy, Choices = question.Choices,
        };
        var (_, chosen) = await ReadAsync(choosing, cancellationToken).ConfigureAwait(false);
        double[] weights = [.. chosen.ChoiceLogProbabilities.Select(p => Math.Exp(p))];
        double total = weights.Sum();
        int read = reasoned.Timings.PrefillTokens + reasoned.Timings.CachedTokens;
        return new Judgement(reason, total > 0 ? [.. weights.Select(w => w / total)] : null, read, reasoned.Timings.GeneratedTokens + 1);
    }

    public void Dispose() => _model.Dispose();

    async Task<(string Text, GenerationEnd End)> ReadAsync(GenerationRequest request, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        await foreach (GenerationItem item in _model.GenerateAsync(request, cancellationToken).ConfigureAwait(false))
        {
            text.Append(item.Text);
            if (item.End == null)
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            return item.Error == null ? (text.ToString(), item.End) : throw item.Error;
        }

        throw new InvalidOperationException("The stream ended without a last item.");
    }
}
