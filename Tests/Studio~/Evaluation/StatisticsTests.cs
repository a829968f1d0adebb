using Ojousama.Studio.Evaluation.Statistics;

namespace Ojousama.Tests.Studio.Evaluation;

public sealed class StatisticsTests
{
    [Test]
    public void The_interval_of_a_share_is_the_binomial_one_and_always_the_same()
    {
        var share = new Share(60, 100);
        Interval first = share.Interval, again = share.Interval;
        Assert.Multiple(() =>
        {
            Assert.That(again, Is.EqualTo(first));
            Assert.That(first.Low, Is.EqualTo(0.60 - 1.96 * 0.049).Within(0.015));
            Assert.That(first.High, Is.EqualTo(0.60 + 1.96 * 0.049).Within(0.015));
            Assert.That(new Share(10, 10).Interval, Is.EqualTo(new Interval(1, 1)));
            Assert.That(new Share(0, 0).ToString(), Is.EqualTo("–"));
        });
    }

    // Two-sided exact binomial probabilities: 2 · P(X ≤ min) with X ~ B(n, ½).
    [TestCase(0, 6, 0.03125)]
    [TestCase(2, 10, 0.0385742)]
    [TestCase(5, 5, 1.0)]
    [TestCase(0, 0, 1.0)]
    [TestCase(30, 50, 0.0330)]
    public void McNemar_is_exact(int onlyFirst, int onlySecond, double probability)
    {
        (bool, bool)[] pairs = [.. Enumerable.Repeat((true, false), onlyFirst), .. Enumerable.Repeat((false, true), onlySecond), .. Enumerable.Repeat((true, true), 20)];
        var test = new PairedTest(pairs);
        Assert.Multiple(() =>
        {
            Assert.That(test.Probability, Is.EqualTo(probability).Within(0.0005));
            Assert.That(test.Difference, Is.EqualTo((double)(onlySecond - onlyFirst) / pairs.Length).Within(1e-12));
            Assert.That(test.Interval.Low, Is.LessThanOrEqualTo(test.Difference).And.LessThanOrEqualTo(test.Interval.High));
        });
    }
}
