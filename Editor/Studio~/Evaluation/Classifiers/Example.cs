using Microsoft.ML.Data;

namespace Ojousama.Studio.Evaluation.Classifiers;

/// <summary>Something to learn from.</summary>
/// <param name="Features">All examples' have the same length; dense or sparse.</param>
/// <param name="IsRight">What it is.</param>
/// <param name="Group">Examples of one group are never learnt from and tested on in the same fold.</param>
sealed record Example(VBuffer<float> Features, bool IsRight, int Group);
