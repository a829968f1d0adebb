namespace Ojousama.Studio.Training;

/// <summary>Named options.</summary>
/// <param name="Name">Written into the adapter.</param>
/// <param name="Options">The options.</param>
public sealed record TrainingPreset(string Name, TrainingOptions Options)
{
    /// <summary>The best of six settings that were compared: Documentation~/training.md, "Which settings".</summary>
    public static readonly TrainingPreset Default = new("default", new TrainingOptions());

    /// <summary>Those of the PyTorch run in <c>Data~/pytorch-reference.json</c>.</summary>
    public static readonly TrainingPreset Starter = new("starter", new TrainingOptions { Epochs = 3 });

    /// <summary>The published report's, whose scale of 16 is eight times the usual: kept to reproduce it.</summary>
    public static readonly TrainingPreset Report = new(
        "report", new TrainingOptions { Rank = 8, Alpha = 128, Epochs = 10, LearningRate = 2e-4f });

    /// <summary>What goes with a data preset: those that rebuild a published run's data train as that run did.</summary>
    public static TrainingPreset For(string dataPreset) =>
        dataPreset == Starter.Name ? Starter : dataPreset.StartsWith(Report.Name, StringComparison.Ordinal) ? Report : Default;
}
