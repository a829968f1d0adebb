using Microsoft.ML.Data;
using Ojousama.Text;

namespace Ojousama.Studio.Evaluation.Classifiers;

/// <summary>A text's <see cref="CharacterNgrams"/> as trainers take them.</summary>
static class NgramFeatures
{
    /// <param name="text">Spelled as play spells it.</param>
    /// <param name="longest">Characters of the longest run.</param>
    /// <param name="buckets">A power of two.</param>
    /// <returns>Sparse, of length 1.</returns>
    public static VBuffer<float> Of(string text, int longest, int buckets)
    {
        var counts = new Dictionary<int, int>();
        float length = CharacterNgrams.Count(text, longest, buckets, counts);
        int[] hit = [.. counts.Keys.Order()];
        return new VBuffer<float>(buckets, hit.Length, [.. hit.Select(b => counts[b] / length)], hit);
    }
}
