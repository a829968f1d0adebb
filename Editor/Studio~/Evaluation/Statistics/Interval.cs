namespace Ojousama.Studio.Evaluation.Statistics;

/// <summary>What a figure may well be, given how few cases it was measured on.</summary>
/// <param name="Low">In 2.5 % of resamples it was less.</param>
/// <param name="High">In 2.5 % of resamples it was more.</param>
readonly record struct Interval(double Low, double High);
