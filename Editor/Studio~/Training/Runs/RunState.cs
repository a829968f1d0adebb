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

    /// <summary>Summed over the targets since the last look at the validation loss.</summary>
    public double LossSum { get; set; }

    public long LossTargets { get; set; }

    /// <summary>Looks without a gain.</summary>
    public int Misses { get; set; }

    /// <summary>Every look so far.</summary>
    public List<Validated> Looks { get; set; } = [];

    [JsonIgnore]
    public float BestLoss => Looks.Where(look => look.IsBest).Select(look => look.Loss).LastOrDefault(float.PositiveInfinity);
}
