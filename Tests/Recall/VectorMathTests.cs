using System;
using System.Linq;
using NUnit.Framework;
using Ojousama.Inference;

namespace Ojousama.Tests.Recall
{
    public sealed class VectorMathTests
    {
        [Test]
        public void Dot_equals_the_plain_sum_at_every_length()
        {
            var random = new Random(1);
            for (int length = 0; length < 400; length++)
            {
                float[] a = Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
                float[] b = Enumerable.Range(0, length).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
                double plain = a.Zip(b, (x, y) => (double)x * y).Sum();

                Assert.That(VectorMath.Dot(a, b), Is.EqualTo(plain).Within(1e-5), $"at length {length}");
            }
        }

        [Test]
        public void Dot_of_bytes_is_exact_at_every_length_and_never_overflows()
        {
            var random = new Random(2);
            for (int length = 0; length < 400; length++)
            {
                short[] a = Enumerable.Range(0, length).Select(_ => (short)random.Next(-127, 128)).ToArray();
                sbyte[] b = Enumerable.Range(0, length).Select(_ => (sbyte)random.Next(-127, 128)).ToArray();
                Assert.That(VectorMath.Dot(a, b), Is.EqualTo(a.Zip(b, (x, y) => x * y).Sum()), $"at length {length}");

                short[] most = Enumerable.Repeat((short)127, length).ToArray();
                sbyte[] least = Enumerable.Repeat((sbyte)-127, length).ToArray();
                Assert.That(VectorMath.Dot(most, least), Is.EqualTo(length * 127 * -127), $"at length {length}");
            }
        }

        [Test]
        public void Normalize_gives_length_one_and_leaves_zero_alone()
        {
            var vector = new float[] { 3, 0, 4 };
            VectorMath.Normalize(vector);
            Assert.That(vector, Is.EqualTo(new[] { 0.6f, 0f, 0.8f }).Within(1e-6));

            var zero = new float[3];
            VectorMath.Normalize(zero);
            Assert.That(zero, Is.EqualTo(new float[3]));
        }
    }
}
