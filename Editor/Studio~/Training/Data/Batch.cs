namespace Ojousama.Studio.Training.Data;

/// <summary>Samples padded to one length, as the transformer takes them.</summary>
/// <param name="Length">Rows of a sample, a multiple of 8.</param>
/// <param name="Tokens">Samples one after another, each padded at its end; a causal model never looks there.</param>
/// <param name="Rows">Positions in <paramref name="Tokens"/> that predict a target; padded to a multiple of 8.</param>
/// <param name="Targets">The token that should follow each of the rows; -1 for padding.</param>
internal sealed record Batch(int Length, int[] Tokens, int[] Rows, int[] Targets)
{
    const int Multiple = 8; // what the kernels take at once

    public int Samples => Tokens.Length / Length;

    /// <summary>Tokens without padding.</summary>
    public int TokenCount { get; private init; }

    /// <summary>Targets without padding.</summary>
    public int TargetCount { get; private init; }

    public static Batch Of(IReadOnlyList<TokenizedSample> samples)
    {
        int length = Padded(samples.Max(s => s.Tokens.Length));
        int[] tokens = new int[length * samples.Count];
        List<int> rows = [], targets = [];
        for (int i = 0; i < samples.Count; i++)
        {
            TokenizedSample sample = samples[i];
            sample.Tokens.CopyTo(tokens, i * length);
            foreach (int target in sample.Targets)
            {
                rows.Add(i * length + target - 1);
                targets.Add(sample.Tokens[target]);
            }
        }

        int count = targets.Count;
        for (; rows.Count % Multiple != 0; rows.Add(0))
            targets.Add(-1);
        return new Batch(length, tokens, [.. rows], [.. targets]) { TokenCount = samples.Sum(s => s.Tokens.Length), TargetCount = count };
    }

    static int Padded(int count) => (count + Multiple - 1) / Multiple * Multiple;
}
