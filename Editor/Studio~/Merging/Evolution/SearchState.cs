using System.Text.Json;
using Ojousama.Storage;

namespace Ojousama.Studio.Merging.Evolution;

/// <summary>All that a search found so far; a file of it is a checkpoint.</summary>
internal sealed record SearchState
{
    /// <summary>Of recipe, questions and options: a search of others is not taken up.</summary>
    public required string Fingerprint { get; init; }

    public required CmaState Strategy { get; init; }

    /// <summary>What the recipe's own numbers made of all questions of the search.</summary>
    public required Candidate Start { get; init; }

    public required Candidate Best { get; init; }

    public IReadOnlyList<Generation> Generations { get; init; } = [];

    /// <summary>Seconds that were searched, over all runs.</summary>
    public double Seconds { get; init; }

    /// <summary>Start and best on questions that the search did not see; null until it ended.</summary>
    public HeldOut? HeldOut { get; init; }

    /// <returns>Null if there is none of the same search.</returns>
    /// <exception cref="OjousamaException">The file is no state of a search.</exception>
    public static SearchState? Read(string path, string fingerprint)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<SearchState>(File.ReadAllText(path)) is { } state && state.Fingerprint == fingerprint ? state : null;
        }
        catch (JsonException e)
        {
            throw new OjousamaException($"{path} is no state of a search: {e.Message.TrimEnd('.')}", "Delete it, or search in another folder", e);
        }
    }

    public void Write(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this));
}

/// <param name="Sigma">Step size after it.</param>
/// <param name="Candidates">The best first.</param>
/// <param name="BestScore">Best of all so far, on all questions of the search.</param>
internal sealed record Generation(double Sigma, IReadOnlyList<Candidate> Candidates, double BestScore);

/// <param name="Questions">Asked.</param>
/// <param name="Start">Passed by the recipe's own numbers.</param>
/// <param name="Best">Passed by the best that was found.</param>
/// <param name="OnlyStart">Passed by the recipe's own numbers alone.</param>
/// <param name="OnlyBest">Passed by the best alone.</param>
/// <param name="Probability">McNemar's, that so unlike results are luck.</param>
internal sealed record HeldOut(int Questions, int Start, int Best, int OnlyStart, int OnlyBest, double Probability);
