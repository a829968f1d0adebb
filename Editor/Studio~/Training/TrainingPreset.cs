namespace Ojousama.Studio.Training;

/// <summary>Named options.</summary>
/// <param name="Name">What an author writes after <c>--preset</c>.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Options">The options.</param>
public sealed record TrainingPreset(string Name, string Summary, TrainingOptions Options)
{
    /// <summary>What gave the best replies: validation loss turns after the second epoch, but facts are copied better after the third.</summary>
    public static readonly TrainingPreset Default = new("default", "Rank 32, alpha 64, three epochs", new TrainingOptions());

    /// <summary>The published report's, whose scale of 16 is eight times the usual: kept to reproduce it.</summary>
    public static readonly TrainingPreset Report = new(
        "report", "The report's rank 8, alpha 128 and ten epochs", new TrainingOptions { Rank = 8, Alpha = 128, Epochs = 10, LearningRate = 2e-4f });

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<TrainingPreset> All = [Default, Report];

    /// <exception cref="OjousamaException">Nothing is called that.</exception>
    public static TrainingPreset Find(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new OjousamaException($"No training preset is called “{name}”", $"Write one of {string.Join(", ", All.Select(p => p.Name))}");
}
