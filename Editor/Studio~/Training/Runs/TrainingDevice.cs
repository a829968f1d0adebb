using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Placement;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Runs;

/// <summary>Where a run may compute, and the choice among what the machine has.</summary>
internal static class TrainingDevice
{
    public const string Auto = "auto";
    public const string Cpu = "cpu";

    public static IReadOnlyList<string> Names { get; } = [Auto, Cpu, "cuda", "vulkan"];

    /// <summary>Loads a job where it is asked for; or on the best GPU that holds it and computes its largest batch, and else on the CPU.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="job">What is trained.</param>
    /// <param name="data">On what.</param>
    /// <param name="progress">Also told which devices do not do, and why.</param>
    /// <exception cref="OjousamaException">The device is not there or does not do, or the job is unsound.</exception>
    public static Trainer Load(string name, TrainingJob job, ITrainingData data, IProgress<TrainingEvent> progress)
    {
        if (name == Cpu)
            return new Trainer(job, data, progress);
        GpuBackends gpus = LlamaLibrary.Load().Gpus;
        foreach (ComputeDevice device in gpus.Devices().Where(d => name == Auto || IsOf(d.Backend)))
        {
            string trial = $"training {Path.GetFileName(job.Model)} on {device}";
            if (name == Auto && CrashMarker.WasLeft(trial))
            {
                progress.Report(new DeviceRefused($"{device} is left alone for a day: the last try ended the process"));
                continue;
            }

            Trainer? trainer = null;
            try
            {
                if (gpus.Problem(device) is { } unfit)
                    throw new OjousamaException($"{device} cannot be used: {unfit}", $"Train with --device {Cpu}");
                using var mark = new CrashMarker(trial);
                trainer = new Trainer(job, data, progress, new DeviceBackend(device));
                trainer.Try();
                return trainer;
            }
            catch (OjousamaException e) when (name == Auto)
            {
                trainer?.Dispose();
                progress.Report(new DeviceRefused(e.Problem));
            }
        }

        if (name == Auto)
            return new Trainer(job, data, progress);
        string problem = gpus.Open().FirstOrDefault(b => IsOf(b.Name)).Problem ?? "none is known on this system";
        throw new OjousamaException(
            $"This machine has no device for '{name}': {problem}",
            $"Build with -p:Ojousama{char.ToUpperInvariant(name[0])}{name[1..]}=true where the GPU's driver is installed, or train with --device {Cpu}");

        bool IsOf(string backend) => backend.Equals(name, StringComparison.OrdinalIgnoreCase);
    }
}
