using System.Text;
using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Prompting;

namespace Ojousama.Studio.Questions;

/// <summary>Asks for a fact by the default model with an adapter that was trained on <see cref="AskerRows"/>.</summary>
sealed partial class Asker : IDisposable
{
    /// <summary>The name it goes by in rows, and that of its sheet.</summary>
    public const string Voice = "asker";

    const int ContextTokens = 256, ReplyTokens = 32;

    /// <summary>Drafts that are written at once, and kept apart in the cache.</summary>
    const int AtOnce = 8;

    readonly LlamaDialogueModel _model;
    readonly PromptWriter _writer;
    readonly string _adapter;

    Asker(LlamaDialogueModel model, PromptWriter writer, string adapter)
    {
        _model = model;
        _writer = writer;
        _adapter = adapter;
    }

    /// <summary>The sheet that the adapter is trained with: its instruction is all that matters of it.</summary>
    public static CharacterSheet Sheet => new() { name = Voice, instruction = "事実を答えとする質問を一つ書く。", fallbackLine = "何？" };

    /// <param name="adapter">File name in the models folder, or a path.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    /// <exception cref="OjousamaException">A file is missing or unfit.</exception>
    public static async Task<Asker> LoadAsync(string adapter, CancellationToken cancellationToken)
    {
        string path = PackagePaths.FindModel(adapter);
        ModelSettings settings = Sheet.model;
        var options = new DialogueModelOptions { ContextTokens = ContextTokens, CacheTokens = AtOnce * ContextTokens, MaxConversations = AtOnce };
        LlamaDialogueModel model = await LlamaDialogueModel.LoadAsync(settings.file, options, null, cancellationToken).ConfigureAwait(false);
        return new Asker(model, new PromptWriter(ChatTemplate.Of(settings.file, settings.turnFormat)), path);
    }

    /// <summary>Writes questions that the fact answers, or that the model thinks it does.</summary>
    /// <param name="fact">One sentence.</param>
    /// <param name="drafts">How often to try.</param>
    /// <param name="seed">Seed of the first draft.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The most frequent first, each once; those that ask nothing, or point at what nobody sees, left out.</returns>
    public async Task<IReadOnlyList<string>> AskAsync(string fact, int drafts, uint seed, CancellationToken cancellationToken)
    {
        var prompt = _writer.Write(Sheet.instruction, [], [], fact);
        string[] written = await Task.WhenAll(Enumerable.Range(0, drafts).Select(i => WriteAsync(prompt, seed + (uint)i, cancellationToken))).ConfigureAwait(false);
        return [.. written.Where(text => LineCues.Asks(text) && !AskerRows.PointsAtSomething(text)).GroupBy(text => Marks().Replace(text, "")).OrderByDescending(same => same.Count()).Select(same => same.First())];
    }

    public void Dispose() => _model.Dispose();

    async Task<string> WriteAsync(IReadOnlyList<PromptSegment> prompt, uint seed, CancellationToken cancellationToken)
    {
        var request = new GenerationRequest(prompt) { Adapter = _adapter, MaxTokens = ReplyTokens, Sampling = SamplingOptions.Default with { Seed = seed } };
        var text = new StringBuilder();
        await foreach (GenerationItem item in _model.GenerateAsync(request, cancellationToken).ConfigureAwait(false))
        {
            text.Append(item.Text);
            if (item.Error != null)
                throw item.Error;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return text.ToString().Trim();
    }

    /// <summary>What makes two spellings of one question.</summary>
    [GeneratedRegex("[、。？?！! 　]")]
    private static partial Regex Marks();
}
