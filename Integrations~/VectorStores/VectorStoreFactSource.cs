using Microsoft.Extensions.VectorData;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Recall;

namespace Ojousama.VectorStores;

/// <summary>Recalls facts from any store that has a connector for Microsoft.Extensions.VectorData.</summary>
/// <remarks>
/// For facts by the hundred thousand, or shared by many servers. A character's own few hundred are found faster, and better, by
/// <see cref="FactIndex"/>, which knows small talk from questions: a store tells the nearest facts to whatever is said, so give it a floor.
/// Thread-safe where the store is. Owns neither store nor embedder.
/// </remarks>
public sealed class VectorStoreFactSource : IFactSource
{
    const int Spare = 4; // records asked for a fact wanted: forms of one fact meet, and gates are closed
    const int Batch = 64;

    readonly VectorStoreCollection<string, FactRecord> _records;
    readonly IEmbedder _embedder;
    readonly float _floor;

    /// <param name="records">With cosine similarity; see <see cref="FactRecord.Definition"/>.</param>
    /// <param name="embedder">The one that the records were embedded by.</param>
    /// <param name="floor">Facts below this similarity are not told.</param>
    public VectorStoreFactSource(VectorStoreCollection<string, FactRecord> records, IEmbedder embedder, float floor = -1f)
    {
        _records = records;
        _embedder = embedder;
        _floor = floor;
    }

    /// <summary>Embeds facts and their question forms, and puts them into the store, which is made if it is not there.</summary>
    /// <param name="facts">Each form of each becomes a record, over an older one of the same place.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">A fact's gate is no condition.</exception>
    public async Task UpsertAsync(IReadOnlyList<Fact> facts, CancellationToken cancellationToken = default)
    {
        foreach (Fact fact in facts)
            Gate.Parse(fact.gate); // now, rather than at a player's line
        await _records.EnsureCollectionExistsAsync(cancellationToken).ConfigureAwait(false);
        var forms = facts.SelectMany((fact, i) => fact.questions.Prepend(fact.text).Select((form, j) => (Fact: fact, Key: $"{i}-{j}", Form: form, Kind: j == 0 ? TextKind.Passage : TextKind.Query)));
        foreach (var batch in forms.GroupBy(form => form.Kind).SelectMany(kind => kind.Chunk(Batch)))
        {
            float[][] vectors = await _embedder.EmbedAsync([.. batch.Select(form => form.Form)], batch[0].Kind, cancellationToken).ConfigureAwait(false);
            await _records.UpsertAsync(batch.Select((form, i) => new FactRecord { Key = form.Key, Text = form.Fact.text, Gate = form.Fact.gate, Vector = vectors[i] }), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, IGameState? state = null, CancellationToken cancellationToken = default)
    {
        if (count <= 0)
            return [];
        ReadOnlyMemory<float> query = (await _embedder.EmbedAsync([line], TextKind.Query, cancellationToken).ConfigureAwait(false))[0];
        for (int top = count * Spare; ; top *= Spare)
        {
            var best = new Dictionary<string, RecalledFact>();
            int seen = 0;
            bool isBelow = false;
            await foreach (VectorSearchResult<FactRecord> found in _records.SearchAsync(query, top, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                seen++;
                isBelow |= found.Score < _floor;
                var fact = new RecalledFact(found.Record.Text, (float)(found.Score ?? 0), 0f, Gate.Parse(found.Record.Gate));
                if (fact.Score >= _floor && fact.IsOpen(state) && !(best.TryGetValue(fact.Text, out RecalledFact better) && better.Score >= fact.Score))
                    best[fact.Text] = fact;
            }

            if (best.Count >= count || seen < top || isBelow)
                return [.. best.Values.OrderByDescending(fact => fact.Score).Take(count)];
        }
    }
}
