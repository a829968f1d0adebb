using Ojousama.Prompting;
using Ojousama.Studio.Training;

namespace Ojousama.Tests.Training;

/// <summary>The same few talks in every epoch.</summary>
internal sealed class FixedData(int samples, int validation = 0) : ITrainingData
{
    public string Hash => $"{samples} {validation}";

    public IReadOnlyList<TrainingSample> Validation => [.. Enumerable.Range(samples, validation).Select(Talk)];

    public IReadOnlyList<TrainingSample> Epoch(int epoch) => [.. Enumerable.Range(0, samples).Select(Talk)];

    /// <summary>One or two turns.</summary>
    public static TrainingSample Talk(int number) => new(
        $"talk-{number}",
        "短く答える。",
        [.. Enumerable.Range(0, 1 + number % 2).Select(turn => new Exchange($"{number}は？", [$"{number}は花。"], $"花{number}ですわ"))]);
}
