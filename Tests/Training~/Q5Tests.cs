using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Model;

namespace Ojousama.Tests.Training;

public sealed unsafe class Q5Tests
{
    [Test]
    public void Widened_blocks_hold_the_very_values()
    {
        const int Count = 64 * 32;
        GgmlLibrary ggml = GgmlLibrary.Load();
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle() - 0.5f)];
        byte[] narrow = new byte[(int)ggml.RowSize(GgmlType.Q5_0, Count)];
        fixed (float* from = values)
        fixed (byte* to = narrow)
            ggml.Quantize(GgmlType.Q5_0, from, to, 0, 1, Count, null);

        byte[] wide = Q5.Widen(narrow);
        float[] expected = Values(GgmlType.Q5_0, narrow);
        Assert.Multiple(() =>
        {
            Assert.That(wide, Has.Length.EqualTo((int)ggml.RowSize(GgmlType.Q8_0, Count)));
            Assert.That(Values(GgmlType.Q8_0, wide), Is.EqualTo(expected));
            Assert.That(expected.Distinct().Count(), Is.GreaterThan(64));
        });

        float[] Values(GgmlType type, byte[] blocks)
        {
            float[] result = new float[Count];
            fixed (byte* from = blocks)
            fixed (float* to = result)
                ggml.Dequantize(type, from, to, Count);
            return result;
        }
    }
}
