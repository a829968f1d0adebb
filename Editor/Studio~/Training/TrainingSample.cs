using Ojousama.Prompting;

namespace Ojousama.Studio.Training;

/// <summary>A talk to learn from. Every reply in it is learnt, each after all that stands before it.</summary>
/// <param name="Id">Names the row it came from in messages, e.g. <c>ctx-0927</c>.</param>
/// <param name="Instruction">The instruction of the first turn, as in play; may be empty.</param>
/// <param name="Turns">Oldest first; at least one. Facts in the order of the prompt.</param>
public sealed record TrainingSample(string Id, string Instruction, IReadOnlyList<Exchange> Turns);
