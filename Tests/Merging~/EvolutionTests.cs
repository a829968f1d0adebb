using Ojousama.Studio.Merging;
using Ojousama.Studio.Merging.Evolution;
using Ojousama.Studio.Merging.Recipes;

namespace Ojousama.Tests.Merging;

public sealed class EvolutionTests
{
    const string Recipe = """
        merge_method: cat
        base_model: m.gguf
        adapters:
          - adapter: a.gguf
            parameters: {weight: 0.5}
          - adapter: b.gguf
            parameters: {weight: 0.5}
        """;

    [Test]
    public void The_strategy_finds_the_bottom_of_a_bowl() =>
        Assert.That(Minimum(x => x.Select((v, i) => Math.Pow(10, i / 2.0) * (v - 0.3) * (v - 0.3)).Sum(), n: 8, generations: 400), Is.EqualTo(Enumerable.Repeat(0.3, 8)).Within(1e-3));

    [Test]
    public void The_strategy_follows_Rosenbrocks_valley() =>
        Assert.That(Minimum(x => Enumerable.Range(0, x.Length - 1).Sum(i => 100 * Math.Pow(x[i + 1] - x[i] * x[i], 2) + Math.Pow(1 - x[i], 2)), n: 4, generations: 320), Is.EqualTo(Enumerable.Repeat(1.0, 4)).Within(1e-3));

    [Test]
    public async Task Halving_asks_the_better_half_more_and_ranks_who_came_further_first()
    {
        int[] skills = [1, 7, 3, 0, 6, 2, 5, 4]; // a candidate passes a question of eight whose number is below its skill
        var asked = new int[8];
        IReadOnlyList<Candidate> ranked = await Halving.RankAsync([.. skills.Select(s => new double[] { s })], 32, (number, first, count) =>
        {
            Assert.That(first, Is.EqualTo(asked[number]), "no question is asked twice");
            asked[number] += count;
            return Task.FromResult(Enumerable.Range(first, count).Select(q => q % 8 < skills[number]).ToArray());
        });
        Assert.Multiple(() =>
        {
            Assert.That(ranked.Select(c => (int)c.Genes[0]), Is.EqualTo(new[] { 7, 6, 5, 4, 3, 2, 1, 0 }));
            Assert.That(ranked.Select(c => c.Asked), Is.EqualTo(new[] { 32, 32, 16, 16, 8, 8, 8, 8 }));
            Assert.That(ranked[0].Passed, Is.EqualTo(28));
        });
    }

    [Test]
    public void A_genome_begins_with_the_recipes_numbers_and_changes_only_its_kinds()
    {
        using var folder = new MergeFolder();
        folder.Model("a.gguf");
        folder.Model("b.gguf", seed: 3);
        MergeRecipe recipe = Merge.Read(folder.Recipe("""
            merge_method: ties
            base_model: a.gguf
            models:
              - model: b.gguf
                parameters: {weight: [{filter: mlp, value: [0.3, 0.6]}, {value: 1}], density: 0.5}
            parameters: {normalize: true, lambda: 1}
            """));
        var genome = new Genome(recipe, ["self_attn", "mlp"], points: 2);
        Assert.That(genome.Start, Is.EqualTo(new[] { 0.5, 0.5, 0.5, 0.5, 2 / 3.0, 2 / 3.0, 0.2, 0.4, 9 / 19.0, 9 / 19.0, 9 / 19.0, 9 / 19.0 }).Within(1e-9)); // λ, weight, density: attention, then mlp
        Assert.That(genome.Names[6], Is.EqualTo("b weight, mlp 1/2"));

        double[] genes = [.. genome.Start];
        genes[7] = 1;
        MergeRecipe changed = genome.Express(genes);
        double? Weight(string tensor, double depth) => changed.Slices[0].Sources[0].Parameters["weight"].At([tensor], depth);
        Assert.Multiple(() =>
        {
            Assert.That(Weight("model.layers.2.mlp.up_proj.weight", 1), Is.EqualTo(1.5));
            Assert.That(Weight("model.layers.0.mlp.up_proj.weight", 0), Is.EqualTo(0.3).Within(1e-9));
            Assert.That(Weight("model.layers.2.self_attn.q_proj.weight", 1), Is.EqualTo(1).Within(1e-9));
            Assert.That(Weight("model.norm.weight", 1), Is.EqualTo(1), "what no kind matches stays");
            Assert.That(changed.Parameters["normalize"], Is.EqualTo(recipe.Parameters["normalize"]));
        });
    }

    [Test]
    public void A_recipe_without_numbers_to_search_is_refused()
    {
        using var folder = new MergeFolder();
        folder.Model("a.gguf");
        MergeRecipe recipe = Merge.Read(folder.Recipe("{merge_method: karcher, models: [{model: a.gguf}]}"));
        Assert.That(() => new Genome(recipe, ["mlp"], 1), Throws.TypeOf<OjousamaException>().With.Message.Contains("none of the numbers"));
    }

    [Test]
    public async Task A_search_finds_better_weights_and_what_it_writes_is_what_it_found()
    {
        using var folder = new MergeFolder();
        MergeRecipe recipe = Prepare(folder);
        SearchState state = await new RecipeSearch(recipe, new NearWeights(0.9, 0.2), Options, folder["search"]).RunAsync(_ => { }, default);
        Assert.Multiple(() =>
        {
            Assert.That(state.Best.Passed, Is.GreaterThan(state.Start.Passed + 4));
            Assert.That(state.HeldOut!.Best, Is.GreaterThan(state.HeldOut.Start));
            Assert.That(state.Generations, Has.Count.EqualTo(Options.Generations));
            Assert.That(Directory.GetFiles(folder["search"]).Select(Path.GetFileName), Is.EquivalentTo(new[] { "best.gguf", "best.yml", "search.html", "search.json" }));
            Assert.That(File.ReadAllText(folder["search/search.html"]), Does.Contain($"{state.Best.Passed} / {state.Best.Asked}").And.Contain("<polyline"));
        });

        new Merge { Seed = Options.Seed }.Write(Merge.Read(folder["search/best.yml"]), folder["again.gguf"], null, default);
        Assert.That(MergeFolder.Values(folder["again.gguf"]).Values.SelectMany(v => v), Is.EqualTo(MergeFolder.Values(folder["search/best.gguf"]).Values.SelectMany(v => v)).Within(1e-3));
    }

    [Test]
    public async Task A_search_that_is_stopped_keeps_the_best_and_goes_on_as_if_it_had_not_been()
    {
        using var folder = new MergeFolder();
        MergeRecipe recipe = Prepare(folder);
        var fitness = new NearWeights(0.9, 0.2);
        SearchState whole = await new RecipeSearch(recipe, fitness, Options, folder["whole"]).RunAsync(_ => { }, default);

        using var stop = new CancellationTokenSource();
        SearchState stopped = await new RecipeSearch(recipe, fitness, Options, folder["parts"]).RunAsync(
            state => { if (state.Generations.Count == 3) stop.Cancel(); }, stop.Token);
        Assert.Multiple(() =>
        {
            Assert.That(stopped.Generations, Has.Count.EqualTo(3));
            Assert.That(stopped.HeldOut, Is.Null);
            Assert.That(File.Exists(folder["parts/best.gguf"]));
        });

        int begun = -1;
        SearchState resumed = await new RecipeSearch(recipe, fitness, Options, folder["parts"]).RunAsync(state => begun = begun < 0 ? state.Generations.Count : begun, default);
        Assert.Multiple(() =>
        {
            Assert.That(begun, Is.EqualTo(3));
            Assert.That(resumed.Best.Genes, Is.EqualTo(whole.Best.Genes));
            Assert.That(resumed.HeldOut, Is.EqualTo(whole.HeldOut));
        });
    }

    static SearchOptions Options { get; } = new() { Kinds = ["*"], Points = 1, Questions = 32, HeldOut = 16, Generations = 8, Seed = 2 };

    static MergeRecipe Prepare(MergeFolder folder)
    {
        string model = folder.Model("m.gguf");
        folder.Adapter("a.gguf", model, seed: 1, alpha: 4);
        folder.Adapter("b.gguf", model, seed: 2, alpha: 4);
        return Merge.Read(folder.Recipe(Recipe));
    }

    static double[] Minimum(Func<double[], double> f, int n, int generations)
    {
        var strategy = new CmaEs(CmaState.Begin(new double[n], 0.3));
        for (int i = 0; i < generations; i++)
            strategy.Tell([.. strategy.Ask(seed: 4).OrderBy(f)]);
        return strategy.State.Mean;
    }

    /// <summary>Questions that a merged adapter passes if its two halves are weighted nearly as these say; each allows another distance.</summary>
    sealed class NearWeights(double first, double second) : IFitness
    {
        public int Questions => 48;

        public Task<bool[]> AskAsync(string path, int from, int count, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string folder = Path.GetDirectoryName(Path.GetDirectoryName(path))!;
            float[] Row(string file) => MergeFolder.Values(file)["blk.0.attn_q.weight.lora_a"];
            float[] merged = Row(path), a = Row(Path.Combine(folder, "a.gguf")), b = Row(Path.Combine(folder, "b.gguf"));
            double distance = Math.Abs(merged[0] / a[0] - first) + Math.Abs(merged[a.Length] / b[0] - second);
            return Task.FromResult(Enumerable.Range(from, count).Select(q => distance < 0.05 + 0.9 * (q * 7 % 16) / 16.0).ToArray());
        }
    }
}
