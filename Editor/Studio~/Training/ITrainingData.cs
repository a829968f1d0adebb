namespace Ojousama.Studio.Training;

/// <summary>Where the trainer takes its samples from.</summary>
/// <remarks>Everything given is a function of the data and its seed, so that a resumed run sees what the broken one would have seen.</remarks>
public interface ITrainingData
{
    /// <summary>SHA-256 of all that the samples depend on (rows, split, seed, preset) in lower-case hexadecimal; stored in the adapter.</summary>
    string Hash { get; }

    /// <summary>Samples that are never trained on; the same in every epoch.</summary>
    IReadOnlyList<TrainingSample> Validation { get; }

    /// <summary>The samples of an epoch (0 for the first), in any order: names, nouns and numbers may be other ones each time.</summary>
    IReadOnlyList<TrainingSample> Epoch(int epoch);
}
