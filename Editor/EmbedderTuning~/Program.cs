using System.CommandLine;
using Ojousama;
using Ojousama.Character;
using Ojousama.EmbedderTuning;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Cli;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Embedding;
using TorchSharp;

var usual = new TuningOptions();
var data = new Option<string[]>("--data") { Description = "Rows; the package's own if it is left out.", AllowMultipleArgumentsPerToken = true };
var characters = new Option<string[]>("--characters") { Description = "Files of characters and of what is asked about them; the package's own if it is left out.", AllowMultipleArgumentsPerToken = true };
var embedder = new Option<string>("--embedder") { Description = "The model to begin with: an embedder, its map beside it, or for a reranker one of before.", DefaultValueFactory = _ => new ModelSettings().embedder };
var output = new Option<string>("--out") { Description = "The tuned model; an embedder's map is written beside it.", Required = true };
var steps = new Option<int>("--steps") { Description = "Steps, of some 40 to 64 pairs each.", DefaultValueFactory = _ => usual.Steps };
var rate = new Option<double>("--learning-rate") { Description = "The highest learning rate of the encoder.", DefaultValueFactory = _ => usual.LearningRate };
var threads = new Option<int>("--threads") { Description = "CPU threads.", DefaultValueFactory = _ => Environment.ProcessorCount };

var tune = new Command("embedder", "Tunes the embedder and its map to rows of dialogue.") { data, embedder, output, steps, rate, threads };
tune.SetAction((parsed, cancellationToken) => RunAsync(parsed, async (model, vocabulary, encoder, options) =>
{
    var pairs = new DialoguePairs(Rows(parsed).ToArray());
    using LlamaEmbedder runtime = await LlamaEmbedder.LoadAsync(model, cancellationToken);
    var tokenizer = new TextTokenizer(vocabulary.Vocabulary, pairs);
    await Agreement.CheckAsync(encoder, runtime, pairs, tokenizer, cancellationToken);
    var tuner = new Tuner(encoder, pairs, tokenizer.Tokens, EmbeddingMapFile.Read(EmbeddingMapFile.PathBeside(model), runtime), options);
    tuner.Run(Console.Error.WriteLine, cancellationToken);
    string path = parsed.GetRequiredValue(output);
    EncoderFile.Write(path, vocabulary.Header, encoder);
    EmbeddingMapFile.Write(EmbeddingMapFile.PathBeside(path), tuner.Map(), LlamaEmbedder.IdOf(path));
}));

var rerank = new Command("reranker", "Tunes a reranker out of the embedder, to questions and the facts that answer them.") { data, characters, embedder, output, steps, rate, threads };
rerank.SetAction((parsed, cancellationToken) => RunAsync(parsed, (model, vocabulary, encoder, options) =>
{
    string[] files = parsed.GetValue(characters) is { Length: > 0 } named ? named : DataFolder.AskedCharacters;
    DatasetRow[] rows = [.. Rows(parsed)];
    var remarks = rows.Where(row => row.Turns is [{ Facts.Count: 0 }]).Select(row => row.Turns[0].Question);
    var tuner = new RerankerTuner(encoder, vocabulary.Vocabulary, [.. Answerable.Of(rows), .. Answerable.Of(files.SelectMany(AskedCharacter.ReadAll))], remarks, LlamaReranker.HeadOf(vocabulary.Header, (int)encoder.Width), options);
    tuner.Run(Console.Error.WriteLine, cancellationToken);
    EncoderFile.Write(parsed.GetRequiredValue(output), vocabulary.Header, encoder, tuner.Head());
    return Task.CompletedTask;
}));
return await new RootCommand("Tunes the models that find facts and lines. Ctrl-C writes what was learned so far.") { tune, rerank }.Parse(args).InvokeAsync();

IEnumerable<DatasetRow> Rows(ParseResult parsed) => Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : DataFolder.Lines, new ImportOptions()).Rows;

async Task<int> RunAsync(ParseResult parsed, Func<string, LlamaModel, BertEncoder, TuningOptions, Task> run)
{
    try
    {
        torch.set_num_threads(parsed.GetValue(threads));
        torch.random.manual_seed(usual.Seed);
        string model = PackagePaths.FindModel(parsed.GetRequiredValue(embedder));
        LlamaModel vocabulary = LlamaModel.Rent(model, LayerPlacement.Cpu, null, CancellationToken.None);
        using var encoder = new BertEncoder(vocabulary.Header);
        await run(model, vocabulary, encoder, usual with { Steps = parsed.GetValue(steps), LearningRate = parsed.GetValue(rate) });
        vocabulary.Return();
        return StudioCommandLine.Done;
    }
    catch (OjousamaException e)
    {
        Console.Error.WriteLine(e.Message);
        return StudioCommandLine.Failed;
    }
}
