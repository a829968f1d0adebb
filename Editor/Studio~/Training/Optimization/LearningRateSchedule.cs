namespace Ojousama.Studio.Training.Optimization;

/// <summary>Rises in a line, then falls as half a cosine to a share of the peak.</summary>
internal readonly record struct LearningRateSchedule(float Peak, int WarmUpSteps, int TotalSteps, float FinalShare)
{
    /// <param name="step">0 for the first.</param>
    public float At(int step)
    {
        if (step < WarmUpSteps)
            return Peak * (step + 1) / WarmUpSteps;
        float done = Math.Min(1f, (step - WarmUpSteps) / (float)Math.Max(1, TotalSteps - WarmUpSteps));
        return Peak * (FinalShare + (1f - FinalShare) * 0.5f * (1f + MathF.Cos(MathF.PI * done)));
    }
}
