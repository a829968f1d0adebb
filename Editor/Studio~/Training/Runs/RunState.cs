using System.Text.Json.Serialization;

namespace Ojousama.Studio.Training.Runs;

/// <summary>Where a run stands between two steps; with the adapter and its moments it is all that going on needs.</summary>
internal sealed class RunState
{
    /// <summary>Steps done.</summary>
    public int Step { get; set; }

    /// <summary>0 for the first.</summary>
    public int Epoch { get; set; }

    /// <summary>Steps done of this epoch.</summary>
    public int StepOfEpoch { get; set; }

    /// <summary>Summed over the targets since the last validation.</summary>
    public double LossSum { get; set; }

    public long LossTargets { get; set; }

    /// <summary>Validations in a row without a gain.</summary>
    public int Misses { get; set; }

    /// <summary>Every validation so far.</summary>
    [JsonPropertyName("Looks")] // as checkpoints have called it
    public List<Validated> Validations { get; set; } = [];

    [JsonIgnore]
    public float BestLoss => Validations.Where(v => v.IsBest).Select(v => v.Loss).LastOrDefault(float.PositiveInfinity);
}
