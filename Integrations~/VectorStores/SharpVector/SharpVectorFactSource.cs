using Build5Nines.SharpVector;
using Ojousama.Character;
using Ojousama.Recall;

namespace Ojousama.VectorStores;

/// <summary>Recalls facts from Build5Nines.SharpVector's database in memory, by the words that line and fact share.</summary>
/// <remarks>
/// Compiled with <c>-p:OjousamaSharpVector=true</c> only, and never run: the package was not to be had where this was written. It compiles against
/// version 2.2.0's public sources. Japanese has no spaces between words, so expect little of its vectors of words, and give it a database of your
/// own with embeddings instead.
/// </remarks>
public sealed class SharpVectorFactSource : IFactSource
{
    readonly IVectorDatabase<int, string, string> _facts;
    readonly float? _floor;

    /// <param name="facts">Texts are the sentences, metadata their gates.</param>
    /// <param name="floor">Facts below this similarity are not told; null for no such bound.</param>
    public SharpVectorFactSource(IVectorDatabase<int, string, string> facts, float? floor = null)
    {
        _facts = facts;
        _floor = floor;
    }

    /// <summary>Puts a sheet's facts into a database of SharpVector's own vectors.</summary>
    /// <exception cref="OjousamaException">A fact's gate is no condition.</exception>
    public static SharpVectorFactSource Of(IEnumerable<Fact> facts, float? floor = null)
    {
        var database = new BasicMemoryVectorDatabase();
        foreach (Fact fact in facts)
        {
            Gate.Parse(fact.gate);
            database.AddText(fact.text, fact.gate);
        }

        return new SharpVectorFactSource(database, floor);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RecalledFact>> RecallAsync(string line, int count, IGameState? state = null, CancellationToken cancellationToken = default)
    {
        var found = await _facts.SearchAsync(line, _floor).WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. found.Texts
            .Select(text => new RecalledFact(text.Text, text.Similarity, 0f, Gate.Parse(text.Metadata ?? "")))
            .Where(fact => fact.IsOpen(state))
            .OrderByDescending(fact => fact.Score)
            .Take(count)];
    }
}
