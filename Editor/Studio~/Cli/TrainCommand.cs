using System.CommandLine;
using System.Globalization;
using Ojousama.Character;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Training;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Runs;

namespace Ojousama.Studio.Cli;

/// <summary><c>train</c>: from lines to an adapter. The work is done by a child process, the same command with <c>--worker</c>.</summary>
sealed class TrainCommand
{
    const float SteadyScale = 4; // above, training grows unsteady

    const string Example = """
        ojousama train --preset report --out report.gguf --plot loss.svg
        ojousama train --sheet Ayane.asset --also ojousama --out ayane.gguf --max-minutes 30
        ojousama train --sheet Ayane.asset --sheet Hana.asset --from ayane.gguf --out both.gguf

        Ctrl-C, or the end of the minutes, stops after the step and keeps the best adapter so far; the same line again goes on.
        """;

    readonly DataOptions _data = new();
    readonly Option<string> _output = new("--out") { Description = "The adapter. An older file is replaced as soon as there is a better one.", HelpName = "A.gguf", Required = true };
    readonly Option<string?> _model = new("--model") { Description = "The base model; the first sheet's, or the default one, if it is left out.", HelpName = "M.gguf" };
    readonly Option<string?> _from = new("--from") { Description = "An adapter to go on from instead of starting afresh; its rank stays, and its alpha unless you name another.", HelpName = "A.gguf" };
    readonly Option<string?> _plot = new("--plot") { Description = "A picture of the losses.", HelpName = "L.svg" };
    readonly Option<int?> _rank = Optional<int>("--rank", "Rank of the adapter.");
    readonly Option<float?> _alpha = Optional<float>("--alpha", "The adapter counts alpha ÷ rank.");
    readonly Option<bool> _stabilized = new("--rslora") { Description = "Divide alpha by √rank instead." };
    readonly Option<float?> _dropout = Optional<float>("--dropout", "Share of values dropped.");
    readonly Option<float?> _learningRate = Optional<float>("--learning-rate", "The highest learning rate.");
    readonly Option<int?> _epochs = Optional<int>("--epochs", "How often all lines are seen.");
    readonly Option<int?> _batch = Optional<int>("--batch", "Samples computed together.");
    readonly Option<int?> _accumulate = Optional<int>("--accumulate", "Batches a step.");
    readonly Option<int?> _maxTokens = Optional<int>("--max-tokens", "Longest sample; longer talks lose their last turns.");
    readonly Option<int?> _evaluateEvery = Optional<int>("--evaluate-every", "Steps between two validations; 0 for once an epoch.");
    readonly Option<int?> _patience = Optional<int>("--patience", "Validations in a row without a gain after which to stop; 0 for never.");
    readonly Option<double?> _maxMinutes = Optional<double>("--max-minutes", "Stop after this time, to be continued.");
    readonly Option<int> _threads = CommonOptions.Number("--threads", "CPU threads; 0 for as many as there are physical cores, at most 8.", least: 0, most: 512, usual: 0);
    readonly Option<string> _device = CreateDevice();
    readonly Option<bool> _worker = new("--worker") { Hidden = true };

    public static Command Create()
    {
        var command = new ExampleCommand("train", "Train a LoRA adapter on a character's lines.", Example);
        var train = new TrainCommand();
        train._data.AddTo(command);
        foreach (Option option in (Option[])
            [
                train._output, train._model, train._from, train._plot, train._rank, train._alpha, train._stabilized, train._dropout, train._learningRate, train._epochs,
                train._batch, train._accumulate, train._maxTokens, train._evaluateEvery, train._patience, train._maxMinutes, train._threads, train._device, train._worker,
            ])
            command.Add(option);
        command.SetAction((parsed, cancellationToken) => parsed.GetValue(train._worker)
            ? train.WorkAsync(parsed, cancellationToken)
            : train.WatchAsync(parsed, cancellationToken));
        return command;
    }

    /// <summary>The child: trains, tells of it on standard output, and stops when standard input ends.</summary>
    async Task<int> WorkAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        TextWriter output = parsed.InvocationConfiguration.Output;
        var lines = new Lines(output);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }

            stop.Cancel();
        }) { IsBackground = true };
        watching.Start();
        try
        {
            DataRequest request = _data.Read(parsed);
            TrainingJob job = JobOf(parsed, request);
            var (dataset, import) = await DatasetLoader.LoadAsync(request, lines, stop.Token).ConfigureAwait(false);
            DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
            GgmlLibrary.Load().Cpu.SetThreads(parsed.GetValue(_threads));
            using Trainer trainer = TrainingDevice.Load(parsed.GetRequiredValue(_device), job, dataset, lines);
            trainer.Run(stop.Token);
            return StudioCommandLine.Done;
        }
        catch (OjousamaException e)
        {
            lines.Report(new RunFailed(e.Problem, e.Remedy));
            return StudioCommandLine.Failed;
        }
    }

    /// <summary>The parent: starts the child and shows what it tells.</summary>
    async Task<int> WatchAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        JobOf(parsed, _data.Read(parsed)).Check();
        var plot = new LossPlot();
        TrainingEvent? last = null;
        Validated? best = null;
        await ProgressDisplay.RunAsync(parsed.InvocationConfiguration.Error, async progress =>
        {
            ProgressStep step = progress.Begin("Reading the data");
            using var process = new TrainingProcess([.. parsed.Tokens.Select(token => token.Value), _worker.Name]);
            await foreach (TrainingEvent told in process.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                last = told;
                plot.Add(told);
                best = told is Validated { IsBest: true } look ? look : best;
                step = Show(told, progress, step);
            }
        }).ConfigureAwait(false);

        if (parsed.GetValue(_plot) is { } path)
            plot.Write(path);
        if (last is RunFailed failure)
            throw new OjousamaException(failure.Problem, failure.Remedy);
        var end = (RunEnded)last!;
        parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{end.Adapter}: {end.Reason}, {end.Seconds / 60:F1} min, {BestOf(best)}{end.PeakMemoryBytes >> 20} MB at most{(end.Reason == EndReason.Interrupted ? "; the same command goes on from here" : "")}"));
        return end.Reason == EndReason.Interrupted && cancellationToken.IsCancellationRequested ? StudioCommandLine.Cancelled : StudioCommandLine.Done;
    }

    static string BestOf(Validated? best) => best switch
    {
        null => "",
        { Step: 0 } => string.Create(CultureInfo.InvariantCulture, $"no look was better than the loss of {best.Loss:F3} it started from, which was kept, "),
        _ => string.Create(CultureInfo.InvariantCulture, $"loss {best.Loss:F3} after {best.Step} steps, "),
    };

    static ProgressStep Show(TrainingEvent told, ProgressDisplay progress, ProgressStep step)
    {
        switch (told)
        {
            case Preparing preparing:
                step.Report(preparing.Done);
                break;
            case DeviceRefused refused:
                progress.Say($"{refused.Reason}; trying the next device");
                break;
            case RunStarted start:
                progress.Say($"{start.Samples} samples, {start.LeftOut} too long; {start.Parameters / 1e6:F1} M parameters; about {start.MemoryBytes >> 20} MB on {start.Device}");
                if (start.EffectiveScale > SteadyScale)
                    progress.Say($"alpha makes the adapter count {start.EffectiveScale:F0} times; above {SteadyScale} training grows unsteady");
                if (start.FirstStep > 0)
                    progress.Say($"Goes on after step {start.FirstStep}");
                step = progress.Begin("Training", start.Steps);
                step.Report(start.FirstStep);
                break;
            case StepDone done:
                step.Report(done.Step, $"loss {done.Loss:F3}, {done.TokensPerSecond:F0} tokens/s, {TimeSpan.FromSeconds(done.SecondsLeft):h\\:mm\\:ss} left");
                break;
            case Validated look:
                progress.Say($"Epoch {look.Epoch}, step {look.Step}: {(look.TrainingLoss is { } training ? $"training {training:F3}, " : "")}validation {look.Loss:F3}{(look.IsBest ? ", the best so far" : "")}");
                break;
        }

        return step;
    }

    TrainingJob JobOf(ParseResult parsed, DataRequest request)
    {
        TrainingPreset preset = TrainingPreset.For(request.Preset.Name);
        TrainingOptions usual = preset.Options;
        ModelSettings settings = request.Model;
        string model = PackagePaths.FindModel(parsed.GetValue(_model) ?? settings.file);
        AdapterStart? start = parsed.GetValue(_from) is { } from ? new AdapterStart(PackagePaths.FindModel(from), model) : null;
        return new TrainingJob(model, parsed.GetRequiredValue(_output), preset.Name, usual with
        {
            Rank = parsed.GetValue(_rank) ?? start?.Rank ?? usual.Rank,
            Alpha = parsed.GetValue(_alpha) ?? start?.Alpha ?? usual.Alpha,
            IsRankStabilized = parsed.GetValue(_stabilized),
            Dropout = parsed.GetValue(_dropout) ?? usual.Dropout,
            LearningRate = parsed.GetValue(_learningRate) ?? usual.LearningRate,
            Epochs = parsed.GetValue(_epochs) ?? usual.Epochs,
            BatchSize = parsed.GetValue(_batch) ?? usual.BatchSize,
            Accumulation = parsed.GetValue(_accumulate) ?? usual.Accumulation,
            MaxTokens = parsed.GetValue(_maxTokens) ?? usual.MaxTokens,
            EvaluateEvery = parsed.GetValue(_evaluateEvery) ?? usual.EvaluateEvery,
            Patience = parsed.GetValue(_patience) ?? usual.Patience,
            Seed = (int)(request.Seed ?? (ulong)usual.Seed),
        })
        {
            Start = start,
            ChatTemplate = settings.turnFormat,
            TimeLimit = parsed.GetValue(_maxMinutes) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
        };
    }

    static Option<string> CreateDevice()
    {
        var option = new Option<string>("--device")
        {
            Description = "Where it computes; auto tries the GPUs and then takes the CPU.",
            HelpName = string.Join('|', TrainingDevice.Names),
            DefaultValueFactory = _ => TrainingDevice.Auto,
        };
        option.AcceptOnlyFromAmong([.. TrainingDevice.Names]);
        return option;
    }

    /// <summary>A number whose default is the preset's.</summary>
    static Option<T?> Optional<T>(string name, string description)
        where T : struct => new(name) { Description = description, HelpName = "N" };

    /// <summary>Writes what the run tells, a line each, at once.</summary>
    sealed class Lines(TextWriter output) : IProgress<TrainingEvent>, IProgress<float>
    {
        public void Report(TrainingEvent value)
        {
            lock (output)
            {
                output.WriteLine(ProgressLines.Write(value));
                output.Flush();
            }
        }

        public void Report(float value) => Report(new Preparing(value));
    }
}
