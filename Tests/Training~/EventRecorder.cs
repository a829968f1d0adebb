using Ojousama.Studio.Training.Runs;

namespace Ojousama.Tests.Training;

/// <summary>Keeps what a run tells, and stops it after some steps.</summary>
internal sealed class EventRecorder(CancellationTokenSource stop, int stopAfter) : IProgress<TrainingEvent>
{
    public List<TrainingEvent> Events { get; } = [];

    public void Report(TrainingEvent value)
    {
        Events.Add(value);
        if (Events.OfType<StepDone>().Count() >= stopAfter)
            stop.Cancel();
    }
}
