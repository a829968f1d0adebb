namespace Ojousama.Studio.Training.Data;

/// <summary>A sample as tokens.</summary>
/// <param name="Tokens">All of them, BOS first where the model wants it.</param>
/// <param name="Targets">Positions of the tokens to be learnt: those of the replies and the one that ends each. Never 0.</param>
internal sealed record TokenizedSample(int[] Tokens, int[] Targets);
