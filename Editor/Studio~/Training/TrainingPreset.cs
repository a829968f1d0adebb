namespace Ojousama.Studio.Training;

/// <summary>Named options.</summary>
/// <param name="Name">Written into the adapter.</param>
/// <param name="Options">The options.</param>
public sealed record TrainingPreset(string Name, TrainingOptions Options)
{
    /// <summary>Those of the PyTorch run in <c>Data~/pytorch-reference.json</c>. There validation loss turned after the second epoch, but facts were copied better after the third.</summary>
    public static readonly TrainingPreset Default = new("default", new TrainingOptions());

    /// <summary>The published report's, whose scale of 16 is eight times the usual: kept to reproduce it.</summary>
    public static readonly TrainingPreset Report = new(
        "report", new TrainingOptions { Rank = 8, Alpha = 128, Epochs = 10, LearningRate = 2e-4f });

    /// <summary>What goes with a data preset: those that rebuild the report's data train as the report did.</summary>
    public static TrainingPreset For(string dataPreset) => dataPreset.StartsWith(Report.Name, StringComparison.Ordinal) ? Report : Default;
}
