using Ojousama.Studio.Training.Lora;

namespace Ojousama.Studio.Training.Runs;

/// <summary>One adapter to be trained.</summary>
/// <param name="Model">Path of the base model.</param>
/// <param name="Output">Path of the adapter.</param>
/// <param name="Preset">Name of the preset, for the adapter's metadata.</param>
/// <param name="Options">How.</param>
internal sealed record TrainingJob(string Model, string Output, string Preset, TrainingOptions Options)
{
    /// <summary>After this time the run stops with a checkpoint; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>How turns are marked, as in a sheet; empty for what the model's file tells.</summary>
    public string ChatTemplate { get; init; } = "";

    /// <summary>Null to start afresh.</summary>
    public AdapterStart? Start { get; init; }

    /// <summary>Where a run is kept that has not ended. It goes on from there when the same job is started again.</summary>
    public string Checkpoint => Output + ".checkpoint";

    /// <exception cref="OjousamaException">An option is out of its range, or does not go with the adapter that the run starts from.</exception>
    public void Check()
    {
        Options.Check();
        if (Start == null)
            return;
        if (Start.Rank != Options.Rank)
            throw new OjousamaException($"The adapter {Start.Path} is of rank {Start.Rank}, which training cannot change to {Options.Rank}", "Leave --rank out, or train without --from");
        if (string.Equals(Path.GetFullPath(Start.Path), Path.GetFullPath(Output), StringComparison.OrdinalIgnoreCase))
            throw new OjousamaException($"Training starts from {Output} and would write over it", "Choose another name for --out");
    }
}
