using System.Text.Json.Serialization;

namespace Ojousama.Studio.Training.Runs;

/// <summary>What a run tells of itself: one JSON object a line, with its kind under <c>event</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Preparing), "preparing")]
[JsonDerivedType(typeof(DeviceRefused), "refused")]
[JsonDerivedType(typeof(RunStarted), "started")]
[JsonDerivedType(typeof(StepDone), "step")]
[JsonDerivedType(typeof(Validated), "validated")]
[JsonDerivedType(typeof(RunEnded), "ended")]
[JsonDerivedType(typeof(RunFailed), "failed")]
internal abstract record TrainingEvent;

/// <param name="Done">Share of the data that is ready, 0 to 1.</param>
internal sealed record Preparing(float Done) : TrainingEvent;

/// <param name="Reason">Why one device less is tried.</param>
internal sealed record DeviceRefused(string Reason) : TrainingEvent;

/// <param name="FirstStep">0, or where a broken run is taken up.</param>
/// <param name="Steps">Of the whole run.</param>
/// <param name="Samples">Of an epoch.</param>
/// <param name="LeftOut">Samples that are too long to learn at all.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="EffectiveScale">alpha ÷ rank.</param>
/// <param name="MemoryBytes">What the run is going to take.</param>
/// <param name="Device">Where it computes, e.g. CPU or Vulkan0.</param>
internal sealed record RunStarted(
    int FirstStep, int Steps, int Samples, int LeftOut, long Parameters, float EffectiveScale, long MemoryBytes, string Device) : TrainingEvent;

/// <param name="Step">Steps done.</param>
/// <param name="Epoch">1 for the first.</param>
/// <param name="Loss">Mean over the step's targets.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="LearningRate">Of the step.</param>
/// <param name="TokensPerSecond">Of the last steps; padding does not count.</param>
/// <param name="SecondsLeft">To the end of the last epoch.</param>
internal sealed record StepDone(
    int Step, int Epoch, float Loss, float GradientNorm, float LearningRate, float TokensPerSecond, float SecondsLeft) : TrainingEvent;

/// <param name="Step">Steps done.</param>
/// <param name="Epoch">The epoch that it stands in, 1 for the first; 0 for the adapter that the run starts from.</param>
/// <param name="TrainingLoss">Mean over the targets since the last look; null before the first step.</param>
/// <param name="Loss">Mean over the targets of the validation samples.</param>
/// <param name="IsBest">Whether the adapter was written.</param>
internal sealed record Validated(int Step, int Epoch, float? TrainingLoss, float Loss, bool IsBest) : TrainingEvent;

/// <param name="Reason">Why it ended.</param>
/// <param name="Adapter">Path of the adapter.</param>
/// <param name="Seconds">That this process took.</param>
/// <param name="PeakMemoryBytes">Of this process.</param>
internal sealed record RunEnded(EndReason Reason, string Adapter, float Seconds, long PeakMemoryBytes) : TrainingEvent;

/// <inheritdoc cref="OjousamaException(string, string, Exception?)"/>
internal sealed record RunFailed(string Problem, string Remedy) : TrainingEvent;

/// <summary>Why a run ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndReason>))]
internal enum EndReason
{
    /// <summary>All epochs are done.</summary>
    Completed,

    /// <summary>The validation loss rose.</summary>
    StoppedEarly,

    /// <summary>It was asked to stop, or its time was up; a checkpoint lets it go on.</summary>
    Interrupted,
}
