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
var embedder = new Option<string>("--embedder") { Description = "The embedding model to begin with, its map beside it.", DefaultValueFactory = _ => new ModelSettings().embedder };
var output = new Option<string>("--out") { Description = "The tuned model; its map is written beside it.", Required = true };
var steps = new Option<int>("--steps") { Description = "Steps, of some 40 to 64 pairs each.", DefaultValueFactory = _ => usual.Steps };
var rate = new Option<double>("--learning-rate") { Description = "The highest learning rate of the encoder.", DefaultValueFactory = _ => usual.LearningRate };
var threads = new Option<int>("--threads") { Description = "CPU threads.", DefaultValueFactory = _ => Environment.ProcessorCount };
var command = new RootCommand("Tunes the embedder and its map to rows of dialogue. Ctrl-C writes what was learned so far.") { data, embedder, output, steps, rate, threads };
command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        torch.set_num_threads(parsed.GetValue(threads));
        torch.random.manual_seed(usual.Seed);
        string model = PackagePaths.FindModel(parsed.GetRequiredValue(embedder));
        Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : DataFolder.Lines, new ImportOptions());
        var pairs = new DialoguePairs(import.Rows);
        using LlamaEmbedder runtime = await LlamaEmbedder.LoadAsync(model, cancellationToken);
        LlamaModel vocabulary = LlamaModel.Rent(model, LayerPlacement.Cpu, null, cancellationToken);
        var tokenizer = new TextTokenizer(vocabulary.Vocabulary, pairs);
        using var encoder = new BertEncoder(vocabulary.Header);
        await Agreement.CheckAsync(encoder, runtime, pairs, tokenizer, cancellationToken);
        var tuner = new Tuner(encoder, pairs, tokenizer.Tokens, EmbeddingMapFile.Read(EmbeddingMapFile.PathBeside(model), runtime), usual with { Steps = parsed.GetValue(steps), LearningRate = parsed.GetValue(rate) });
        tuner.Run(Console.Error.WriteLine, cancellationToken);
        string path = parsed.GetRequiredValue(output);
        EncoderFile.Write(path, vocabulary.Header, encoder);
        EmbeddingMapFile.Write(EmbeddingMapFile.PathBeside(path), tuner.Map(), LlamaEmbedder.IdOf(path));
        vocabulary.Return();
        return StudioCommandLine.Done;
    }
    catch (OjousamaException e)
    {
        Console.Error.WriteLine(e.Message);
        return StudioCommandLine.Failed;
    }
});
return await command.Parse(args).InvokeAsync();
