using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Recall.Maps;

namespace Ojousama.Studio.Questions;

/// <summary>Proposes question forms for the facts of sheets, and judges them by play's own recall.</summary>
sealed class QuestionWriter : IDisposable
{
    /// <summary>Shipped with the package.</summary>
    public const string DefaultAsker = "asker.gguf";

    /// <summary>Forms that are enough for a fact.</summary>
    public const int DefaultMost = 6;

    const int Drafts = 12;

    readonly LlamaEmbedder _model;
    readonly IEmbedder _embedder;
    readonly Asker? _asker;

    QuestionWriter(LlamaEmbedder model, IEmbedder embedder, Asker? asker)
    {
        _model = model;
        _embedder = embedder;
        _asker = asker;
    }

    /// <param name="embedder">The one of the sheet.</param>
    /// <param name="asker">The adapter that asks; null for forms by pattern alone.</param>
    /// <param name="cancellationToken">Ends the load.</param>
    /// <exception cref="OjousamaException">A file is missing or unfit.</exception>
    public static async Task<QuestionWriter> LoadAsync(string embedder, string? asker, CancellationToken cancellationToken)
    {
        LlamaEmbedder model = await LlamaEmbedder.LoadAsync(embedder, cancellationToken).ConfigureAwait(false);
        try
        {
            IEmbedder mapped = MappedEmbedder.Over(model, PackagePaths.FindModel(embedder));
            return new QuestionWriter(model, mapped, asker == null ? null : await Asker.LoadAsync(asker, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>What could stand beside the sheet's facts; the sheet stays as it is.</summary>
    /// <param name="sheet">Facts that have <paramref name="most"/> forms already are passed over.</param>
    /// <param name="most">Forms that a fact may have in the end.</param>
    /// <param name="seed">Of the asker's drafts.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="cancellationToken">Checked between forms.</param>
    public async Task<IReadOnlyList<FactForms>> ProposeAsync(
        CharacterSheet sheet, int most, uint seed, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        var trip = await RoundTrip.OfAsync(sheet, _embedder, cancellationToken).ConfigureAwait(false);
        var judged = new List<FactForms>();
        Fact[] lacking = [.. sheet.facts.Where(fact => fact.questions.Count < most)];
        foreach (Fact fact in lacking)
        {
            judged.Add(await trip.JudgeAsync(fact, await ProposeAsync(fact.text, seed, cancellationToken).ConfigureAwait(false), most, cancellationToken).ConfigureAwait(false));
            progress?.Report((float)judged.Count / lacking.Length);
        }

        return judged;
    }

    public void Dispose()
    {
        _asker?.Dispose();
        _model.Dispose();
    }

    /// <summary>By pattern first, which finds more; the asker fills up.</summary>
    async Task<IReadOnlyList<FormProposal>> ProposeAsync(string fact, uint seed, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> asked = _asker == null ? [] : await _asker.AskAsync(fact, Drafts, seed, cancellationToken).ConfigureAwait(false);
        return
        [
            .. FactPatterns.Ask(fact).Select(text => new FormProposal(text, FormSource.Pattern))
                .Concat(asked.Select(text => new FormProposal(text, FormSource.Asker)))
                .DistinctBy(form => form.Text),
        ];
    }
}
