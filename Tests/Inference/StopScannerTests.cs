using System.Linq;
using NUnit.Framework;
using Ojousama.Inference;

namespace Ojousama.Tests.Inference
{
    public sealed class StopScannerTests
    {
        [Test]
        public void A_stop_is_found_however_the_text_is_cut()
        {
            const string text = "ごきげんよう。今日は<終>とても";
            for (int size = 1; size <= text.Length; size++)
            {
                var scanner = new StopScanner(new[] { "<終>", "さようなら" });
                string passed = string.Concat(Enumerable.Range(0, (text.Length + size - 1) / size)
                    .Select(i => scanner.Pass(text.Substring(i * size, System.Math.Min(size, text.Length - i * size)))));
                Assert.That(passed + scanner.Flush(), Is.EqualTo("ごきげんよう。今日は"), $"pieces of {size}");
                Assert.That(scanner.IsStopped, Is.True);
            }
        }

        [Test]
        public void What_only_begins_like_a_stop_is_not_lost()
        {
            var scanner = new StopScanner(new[] { "さようなら" });
            Assert.That(scanner.Pass("では、さような"), Is.EqualTo("では、"));
            Assert.That(scanner.Pass("こと"), Is.EqualTo("さようなこと"));
            Assert.That(scanner.Pass("さよ"), Is.Empty);
            Assert.That(scanner.Flush(), Is.EqualTo("さよ"));
            Assert.That(scanner.IsStopped, Is.False);
        }
    }
}
