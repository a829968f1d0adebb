using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ojousama.Prompting;
using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Studio.Training.Optimization;

namespace Ojousama.Studio.Training.Runs;

/// <summary>Trains one adapter from its first step, or its last checkpoint, to its end.</summary>
/// <remarks>Not thread-safe. The same job, data and number of threads give the same adapter, however often it was broken off.</remarks>
internal sealed class Trainer : IDisposable
{
    const int MaxFaults = 3; // steps in a row whose gradient is no number
    const int SpeedSteps = 16; // over which the speed is averaged
    const long RuntimeBytes = 100L << 20; // .NET, its libraries and the tokens

    static readonly TimeSpan s_checkpointEvery = TimeSpan.FromSeconds(30); // and after each look at the validation loss

    readonly TrainingJob _job;
    readonly ITrainingData _data;
    readonly IProgress<TrainingEvent> _progress;
    readonly TrainingOptions _options;
    readonly SampleTokenizer _tokenizer;
    readonly Backend _backend;
    readonly BaseModel _model;
    readonly LoraAdapter _adapter;
    readonly Learner _learner;
    readonly AdamW _optimizer;
    readonly Batch[] _validation;
    readonly string _modelHash;
    readonly string _fingerprint;
    int _exampleCount; // of a turn's prompt, at most
    readonly Stopwatch _clock = Stopwatch.StartNew();
    readonly Queue<(TimeSpan Time, int Tokens)> _recent = new();

    /// <summary>Loads the model: blocks for seconds.</summary>
    /// <param name="job">What is trained.</param>
    /// <param name="data">On what.</param>
    /// <param name="progress">Told of everything.</param>
    /// <param name="backend">Where it is computed, which the trainer disposes; null for the CPU.</param>
    /// <exception cref="OjousamaException">The model cannot be trained, does not fit into memory, an option is out of range, or the adapter to start from does not fit.</exception>
    public Trainer(TrainingJob job, ITrainingData data, IProgress<TrainingEvent> progress, Backend? backend = null)
    {
        job.Check();
        _backend = backend ?? GgmlLibrary.Load().Cpu;
        (_job, _data, _progress, _options) = (job, data, progress, job.Options);
        _tokenizer = new SampleTokenizer(job.Model, _options.MaxTokens, job.ChatTemplate);
        _validation = [.. BatchPlan.InOrder(Tokenized(data.Validation), _options.BatchSize)];
        using (FileStream file = File.OpenRead(job.Model))
            _modelHash = Convert.ToHexStringLower(SHA256.HashData(file));
        job.Start?.RequireBase(_modelHash);
        _fingerprint = Fingerprint();
        _model = new BaseModel(job.Model, _backend);
        _adapter = new LoraAdapter(_model, _options.Rank, _options.EffectiveScale, _options.Seed);
        job.Start?.CopyTo(_adapter);
        _learner = new Learner(_model, _adapter);
        _optimizer = new AdamW(_options.Clip, _options.WeightDecay);
    }

    /// <summary>Learns the largest batch once and forgets it: for devices that may lack memory or operations, or have a bad driver.</summary>
    /// <exception cref="OjousamaException">The device does not do.</exception>
    public void Try()
    {
        IReadOnlyList<Batch[]> steps = StepsOf(0, _data.Epoch(0), out _);
        RequireMemory(steps);
        Batch largest = Largest(steps);
        bool isSound = float.IsFinite(_learner.Learn(largest, largest.TargetCount, _options.Dropout, seed: 0));
        foreach (Parameter parameter in _adapter.Parameters)
        {
            isSound &= Array.TrueForAll(parameter.Gradient, float.IsFinite);
            Array.Clear(parameter.Gradient);
        }

        if (!isSound)
            throw new OjousamaException($"{_backend.Name} computes gradients that are no numbers", $"Update its driver, or train with --device {TrainingDevice.Cpu}");
    }

    /// <summary>Runs to the end. Asked to stop, it leaves a checkpoint and the best adapter so far.</summary>
    /// <exception cref="OjousamaException">No sample can be learnt, the gradients are no numbers, or a file cannot be written.</exception>
    public EndReason Run(CancellationToken cancellationToken)
    {
        RunState state = Checkpoint.Read(_job.Checkpoint, _fingerprint, _adapter) ?? new RunState();
        IReadOnlyList<TrainingSample> samples = _data.Epoch(state.Epoch);
        IReadOnlyList<Batch[]> steps = StepsOf(state.Epoch, samples, out int leftOut);
        _exampleCount = samples.SelectMany(sample => sample.Turns).Max(turn => turn.Examples.Count);
        int total = state.Step - state.StepOfEpoch + (_options.Epochs - state.Epoch) * steps.Count;
        var schedule = new LearningRateSchedule(_options.LearningRate, _options.WarmUpSteps, total, _options.FinalShare);
        long working = RequireMemory(steps);
        _progress.Report(new RunStarted(
            state.Step, total, samples.Count, leftOut, _adapter.Parameters.Sum(p => (long)p.Gradient.Length), _options.EffectiveScale, _model.Size + _adapter.Size + working + RuntimeBytes, _backend.Name));
        if (_job.Start != null && _validation.Length > 0 && state.Validations.Count == 0)
            Validate(state); // so that nothing worse than the start is kept

        TimeSpan saved = _clock.Elapsed;
        int faults = 0;
        while (state.Epoch < _options.Epochs)
        {
            if (cancellationToken.IsCancellationRequested || _clock.Elapsed > _job.TimeLimit)
                return Interrupt(state);
            faults = Learn(state, steps[state.StepOfEpoch], schedule, total) ? 0 : faults + 1;
            if (faults == MaxFaults)
                throw new OjousamaException($"The gradients of {MaxFaults} steps in a row were no numbers", "Lower the learning rate or alpha, and start again");

            bool endsEpoch = state.StepOfEpoch == steps.Count;
            if (endsEpoch || _options.EvaluateEvery > 0 && state.Step % _options.EvaluateEvery == 0)
                Validate(state);
            if (_options.Patience > 0 && state.Misses >= _options.Patience)
                return End(EndReason.StoppedEarly);
            if (endsEpoch)
            {
                state.Epoch++;
                state.StepOfEpoch = 0;
                if (state.Epoch < _options.Epochs)
                    steps = StepsOf(state.Epoch, _data.Epoch(state.Epoch), out _);
            }

            if (_clock.Elapsed - saved > s_checkpointEvery || state.LossTargets == 0)
            {
                Checkpoint.Write(_job.Checkpoint, _fingerprint, state, _adapter);
                saved = _clock.Elapsed;
            }
        }

        return End(EndReason.Completed);
    }

    public void Dispose()
    {
        _learner.Dispose();
        _adapter.Dispose();
        _model.Dispose();
        _backend.Dispose();
        _tokenizer.Dispose();
    }

    /// <returns>Whether the gradient was a number; else nothing was learnt.</returns>
    bool Learn(RunState state, Batch[] batches, LearningRateSchedule schedule, int total)
    {
        int targets = batches.Sum(batch => batch.TargetCount), tokens = batches.Sum(batch => batch.TokenCount);
        TimeSpan start = _clock.Elapsed;
        double loss = 0;
        for (int i = 0; i < batches.Length; i++)
        {
            uint seed = (uint)HashCode(_options.Seed, state.Step, i);
            loss += _learner.Learn(batches[i], targets, _options.Dropout, seed) * (double)batches[i].TargetCount;
        }

        float rate = schedule.At(state.Step);
        double norm = _optimizer.Step([.. _adapter.Parameters], state.Step + 1, rate);
        state.Step++;
        state.StepOfEpoch++;
        if (!double.IsFinite(norm) || !double.IsFinite(loss))
            return false;
        state.LossSum += loss;
        state.LossTargets += targets;
        _recent.Enqueue((_clock.Elapsed - start, tokens));
        if (_recent.Count > SpeedSteps)
            _recent.Dequeue();
        double seconds = _recent.Sum(r => r.Time.TotalSeconds), speed = _recent.Sum(r => r.Tokens) / seconds;
        _progress.Report(new StepDone(
            state.Step, state.Epoch + 1, (float)(loss / targets), (float)norm, rate, (float)speed, (float)((total - state.Step) * seconds / _recent.Count)));
        return true;
    }

    /// <summary>Measures the validation loss, and writes the adapter if it is the best so far, or there is nothing to tell by.</summary>
    void Validate(RunState state)
    {
        double sum = 0;
        foreach (Batch batch in _validation)
            sum += _learner.Loss(batch) * (double)batch.TargetCount;
        float loss = _validation.Length == 0 ? float.NaN : (float)(sum / _validation.Sum(batch => batch.TargetCount));
        bool isBest = !(loss >= state.BestLoss);
        float training = (float)(state.LossSum / Math.Max(1, state.LossTargets));
        bool isStart = state.Step == 0;
        var validated = new Validated(state.Step, isStart ? 0 : state.Epoch + 1, isStart ? null : training, float.IsNaN(loss) ? training : loss, isBest);
        state.Validations.Add(validated);
        (state.LossSum, state.LossTargets) = (0, 0);
        state.Misses = isBest ? 0 : state.Misses + 1;
        if (isBest)
            WriteAdapter(state);
        _progress.Report(validated);
    }

    EndReason Interrupt(RunState state)
    {
        Checkpoint.Write(_job.Checkpoint, _fingerprint, state, _adapter);
        if (state.Validations.Count == 0)
            WriteAdapter(state);
        return Ended(EndReason.Interrupted);
    }

    EndReason End(EndReason reason)
    {
        File.Delete(_job.Checkpoint);
        return Ended(reason);
    }

    EndReason Ended(EndReason reason)
    {
        using Process process = Process.GetCurrentProcess();
        _progress.Report(new RunEnded(reason, _job.Output, (float)_clock.Elapsed.TotalSeconds, process.PeakWorkingSet64));
        return reason;
    }

    void WriteAdapter(RunState state)
    {
        var metadata = new Dictionary<string, string>
        {
            [AdapterFile.BaseKey] = _modelHash,
            ["ojousama.data.sha256"] = _data.Hash,
            ["ojousama.turns"] = _tokenizer.Format.Name,
            ["ojousama.training.preset"] = _job.Preset,
            ["ojousama.training.options"] = JsonSerializer.Serialize(_options),
            ["ojousama.training.losses"] = JsonSerializer.Serialize(state.Validations),
        };
        if (_exampleCount > 0)
            metadata[Example.CountKey] = _exampleCount.ToString(CultureInfo.InvariantCulture); // so that play shows as many
        if (_job.Start != null)
            metadata["ojousama.start.sha256"] = _job.Start.Hash;
        AdapterFile.Write(_job.Output, _model.Shape.Architecture.Name, _adapter, metadata);
    }

    /// <summary>Of all that a checkpoint depends on.</summary>
    string Fingerprint()
    {
        string text = $"{_modelHash} {_data.Hash} {_options}";
        if (_job.ChatTemplate.Length > 0)
            text += $" {_job.ChatTemplate}";
        if (_job.Start != null)
            text += $" from {_job.Start.Hash}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    IReadOnlyList<Batch[]> StepsOf(int epoch, IReadOnlyList<TrainingSample> samples, out int leftOut)
    {
        TokenizedSample[] tokenized = Tokenized(samples);
        leftOut = samples.Count - tokenized.Length;
        if (tokenized.Length == 0)
            throw new OjousamaException(
                samples.Count == 0 ? "There is no sample to learn" : $"All {samples.Count} samples are longer than {_options.MaxTokens} tokens",
                "Add data, or let samples be longer");
        var random = new Random(HashCode(_options.Seed, epoch, -1));
        return [.. BatchPlan.Shuffled(tokenized, _options.BatchSize, random).Chunk(_options.Accumulation)];
    }

    TokenizedSample[] Tokenized(IReadOnlyList<TrainingSample> samples) => [.. samples.Select(_tokenizer.Tokenize).OfType<TokenizedSample>()];

    /// <summary>Of the largest batch, with some room since later epochs' samples are other ones.</summary>
    /// <returns>Bytes.</returns>
    long RequireMemory(IReadOnlyList<Batch[]> steps)
    {
        long working = _learner.Measure(Largest(steps)) * 21 / 20;
        _backend.Require(working - _learner.Taken, "training steps", "lower the batch size or the longest sample");
        return working;
    }

    static Batch Largest(IReadOnlyList<Batch[]> steps) => steps.SelectMany(step => step).MaxBy(batch => batch.Tokens.Length)!;

    /// <summary>The same on every machine and in every run, unlike .NET's own.</summary>
    static int HashCode(int seed, int a, int b)
    {
        uint hash = (uint)seed * 0x9E3779B9u ^ (uint)a * 0x85EBCA6Bu ^ (uint)b * 0xC2B2AE35u;
        hash ^= hash >> 15;
        hash *= 0x2C1B3C6Du;
        return (int)(hash ^ (hash >> 12));
    }
}
