using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Ojousama.Storage;
using Ojousama.Studio.Evaluation.Statistics;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Studio.Merging.Evolution;

/// <summary>Searches a recipe's numbers: merges candidates, asks them questions, and keeps the best.</summary>
/// <remarks>
/// In its folder stand <c>search.json</c> (the checkpoint), <c>search.html</c>, <c>best.yml</c>, and <c>best.gguf</c>. Half of the
/// questions, or as many as are held out, are asked only at the end, of the recipe as it was and of the best.
/// </remarks>
internal sealed class RecipeSearch
{
    const double FirstStep = 1.0 / 6;

    readonly MergeRecipe _recipe;
    readonly Genome _genome;
    readonly IFitness _fitness;
    readonly SearchOptions _options;
    readonly string _folder;
    readonly Merge _merge;

    /// <param name="recipe">The start.</param>
    /// <param name="fitness">What counts.</param>
    /// <param name="options">How.</param>
    /// <param name="folder">For results; made if it is not there.</param>
    /// <exception cref="OjousamaException">The recipe has nothing to search, or there are too few questions.</exception>
    public RecipeSearch(MergeRecipe recipe, IFitness fitness, SearchOptions options, string folder)
    {
        (_recipe, _fitness, _options, _folder) = (recipe, fitness, options, folder);
        _genome = new Genome(recipe, options.Kinds, options.Points);
        if (options.Questions + options.HeldOut > fitness.Questions || options.Questions < 4)
            throw new OjousamaException($"There are {fitness.Questions} questions, but the search wants {options.Questions} and {options.HeldOut} that it does not see", "Give a larger file, or smaller numbers");
        _merge = new Merge { Seed = options.Seed, Threads = options.Threads };
    }

    string StatePath => Path.Combine(_folder, "search.json");

    /// <summary>Searches until the generations or the minutes are over, or it is cancelled; then writes the best.</summary>
    /// <param name="report">Told of every generation, and of the state in which the search began.</param>
    /// <param name="cancellationToken">Ends the search; the best so far is written, and the same search goes on from its last generation.</param>
    /// <exception cref="OperationCanceledException">It was cancelled before the start was judged.</exception>
    public async Task<SearchState> RunAsync(Action<SearchState> report, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long began = Stopwatch.GetTimestamp();
        SearchState state = SearchState.Read(StatePath, Fingerprint) ?? await BeginAsync(cancellationToken).ConfigureAwait(false);
        double before = state.Seconds;
        report(state);
        TimeSpan left = _options.TimeLimit - TimeSpan.FromSeconds(before);
        if (left <= TimeSpan.Zero)
            stop.Cancel();
        else if (left < TimeSpan.FromDays(24))
            stop.CancelAfter(left);
        try
        {
            while (state.Generations.Count < _options.Generations)
            {
                state = (await NextAsync(state, stop.Token).ConfigureAwait(false)) with { HeldOut = null };
                state = state with { Seconds = before + Stopwatch.GetElapsedTime(began).TotalSeconds };
                Write(state);
                report(state);
            }
        }
        catch (OperationCanceledException)
        {
            // The best so far is what was asked for.
        }

        WriteBest(state);
        if (!cancellationToken.IsCancellationRequested && state.HeldOut == null && _options.HeldOut > 0)
        {
            state = state with { HeldOut = await HoldOutAsync(state, cancellationToken).ConfigureAwait(false) };
            Write(state);
        }

        return state;
    }

    async Task<SearchState> BeginAsync(CancellationToken cancellationToken)
    {
        bool[] passes = await AskAsync(_genome.Start, "start", 0, _options.Questions, cancellationToken).ConfigureAwait(false);
        var start = new Candidate(0, _genome.Start, passes.Length, passes.Count(pass => pass));
        var state = new SearchState { Fingerprint = Fingerprint, Strategy = CmaState.Begin(_genome.Start, FirstStep), Start = start, Best = start };
        Write(state);
        return state;
    }

    async Task<SearchState> NextAsync(SearchState state, CancellationToken cancellationToken)
    {
        var strategy = new CmaEs(state.Strategy, _options.Population);
        double[][] candidates = [.. strategy.Ask(_options.Seed).Select(Genome.Bounded)];
        IReadOnlyList<Candidate> ranked = await Halving.RankAsync(candidates, _options.Questions, (number, first, count) =>
            AskAsync(candidates[number], $"candidate-{number}", first, count, cancellationToken)).ConfigureAwait(false);
        strategy.Tell([.. ranked.Select(candidate => candidate.Genes)]);
        Candidate best = ranked[0].Passed > state.Best.Passed ? ranked[0] : state.Best; // both were asked all
        return state with { Strategy = strategy.State, Best = best, Generations = [.. state.Generations, new Generation(strategy.State.Sigma, ranked, best.Score)] };
    }

    async Task<HeldOut> HoldOutAsync(SearchState state, CancellationToken cancellationToken)
    {
        bool[] start = await AskAsync(state.Start.Genes, "start", _options.Questions, _options.HeldOut, cancellationToken).ConfigureAwait(false);
        bool[] best = await AskAsync(state.Best.Genes, "best", _options.Questions, _options.HeldOut, cancellationToken).ConfigureAwait(false);
        var test = new PairedTest([.. start.Zip(best)]);
        return new HeldOut(start.Length, test.First.Passed, test.Second.Passed, test.OnlyFirst, test.OnlySecond, test.Probability);
    }

    /// <summary>Merges what the genes say, asks it, and takes it away again.</summary>
    async Task<bool[]> AskAsync(double[] genes, string name, int first, int count, CancellationToken cancellationToken)
    {
        string path = Path.Combine(_folder, $"{name}.candidate.gguf");
        try
        {
            await Task.Run(() => _merge.Write(genes.SequenceEqual(_genome.Start) ? _recipe : _genome.Express(genes), path, null, cancellationToken), cancellationToken).ConfigureAwait(false);
            return await _fitness.AskAsync(path, first, count, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(path);
        }
    }

    void Write(SearchState state)
    {
        state.Write(StatePath);
        AtomicFile.WriteText(Path.Combine(_folder, "best.yml"), RecipeText.Of(RecipeOf(state), _folder));
        AtomicFile.WriteText(Path.Combine(_folder, "search.html"), SearchPage.Of(state, _genome.Names, _options, RecipeText.Of(RecipeOf(state))));
    }

    void WriteBest(SearchState state) => _merge.Write(RecipeOf(state), Path.Combine(_folder, "best.gguf"), null, CancellationToken.None);

    MergeRecipe RecipeOf(SearchState state) => state.Best.Genes.SequenceEqual(state.Start.Genes) ? _recipe : _genome.Express(state.Best.Genes);

    string Fingerprint
    {
        get
        {
            IEnumerable<string> files = _recipe.Models.Concat(_recipe.Adapters.Select(adapter => adapter.Model)).SelectMany(model => new[] { model.Model, model.Adapter })
                .OfType<string>().Select(path => $"{new FileInfo(path).Length} {File.GetLastWriteTimeUtc(path).Ticks}");
            string all = string.Join('|', [RecipeText.Of(_recipe), .. files, .. _options.Kinds, $"{_options.Points} {_options.Questions} {_options.Population} {_options.Seed} {_fitness.Questions}"]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
        }
    }
}

/// <summary>How a search goes about it.</summary>
internal sealed record SearchOptions
{
    /// <summary>Kinds of tensors with numbers of their own.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = ["self_attn", "mlp"];

    /// <summary>Points along the layers.</summary>
    public int Points { get; init; } = 3;

    /// <summary>Questions that decide, asked in full only of the better candidates.</summary>
    public int Questions { get; init; } = 64;

    /// <summary>Questions behind those, asked once at the end.</summary>
    public int HeldOut { get; init; } = 64;

    public int Generations { get; init; } = 20;

    /// <summary>Candidates a generation; 0 for what CMA-ES takes for so many numbers.</summary>
    public int Population { get; init; }

    public TimeSpan TimeLimit { get; init; } = TimeSpan.MaxValue;

    public int Seed { get; init; } = 1;

    public int Threads { get; init; } = 1;
}
