using Ojousama.Inference.Llama.Scheduling;

namespace Ojousama.Tests.Inference;

/// <summary>On simulated machines: what is asserted are counts of steps and sums of their times.</summary>
public sealed class ThreadGovernorTests
{
    /// <summary>Tokens of 15 ms of which four fifths can be shared; with more threads than free cores each waits for the one without.</summary>
    sealed class SimulatedMachine(int cores)
    {
        readonly Random _noise = new(1);

        public int Busy { get; set; }

        /// <summary>Share of a step's time by which it may be longer, by chance.</summary>
        public double Noise { get; init; } = 0.05;

        public double Seconds(int threads)
        {
            double alone = 0.015 * (0.2 + 0.8 / threads);
            int without = threads - Math.Max(0, cores - Busy);
            double waiting = without <= 0 ? 1 : threads == 1 ? 2 : 3.5 * without;
            return alone * waiting * (1 + Noise * _noise.NextDouble());
        }

        public double Best => Enumerable.Range(1, cores).Min(n => new SimulatedMachine(cores) { Busy = Busy, Noise = 0 }.Seconds(n));

        /// <summary>Seconds that so many tokens take; a step that is not worth waiting for is begun again.</summary>
        public double Run(ThreadGovernor governor, int tokens)
        {
            double all = 0;
            for (int done = 0; done < tokens;)
            {
                double seconds = Seconds(governor.Threads), limit = governor.Limit(1);
                done += seconds < limit ? 1 : 0;
                seconds = Math.Min(seconds, limit);
                governor.Record(1, seconds);
                all += seconds;
            }

            return all;
        }
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(4)]
    [TestCase(8)]
    public void OnAQuietMachineItIsAsFastAsAllCores(int cores)
    {
        var machine = new SimulatedMachine(cores);
        double seconds = machine.Run(new ThreadGovernor(cores), 500);
        Assert.That(500 * machine.Best / seconds, Is.GreaterThan(0.95), "the machine's noise takes 0.025 of it");
    }

    [TestCase(2, 1)]
    [TestCase(2, 2)]
    [TestCase(4, 1)]
    [TestCase(4, 2)]
    [TestCase(8, 1)]
    [TestCase(8, 5)]
    public void WhereOthersTakeCoresItIsOutWithinAFewTokensAndStaysOut(int cores, int busy)
    {
        var machine = new SimulatedMachine(cores);
        var governor = new ThreadGovernor(cores);
        machine.Run(governor, 100);
        machine.Busy = busy;
        double withAll = machine.Seconds(cores);
        double first = machine.Run(governor, 24);
        double then = machine.Run(governor, 500);
        Assert.Multiple(() =>
        {
            Assert.That(first, Is.LessThan(24 * machine.Best + 6 * withAll));
            Assert.That(500 * machine.Best / then, Is.GreaterThan(0.9));
        });
    }

    [TestCase(2, 1)]
    [TestCase(8, 3)]
    public void OnceTheCoresAreFreeAgainItTakesThemUp(int cores, int busy)
    {
        var machine = new SimulatedMachine(cores) { Busy = busy };
        var governor = new ThreadGovernor(cores);
        machine.Run(governor, 200);
        machine.Busy = 0;
        machine.Run(governor, 600);
        Assert.That(500 * machine.Best / machine.Run(governor, 500), Is.GreaterThan(0.9));
    }

    [Test]
    public void AMachineThatWasBusyFromTheBeginningIsFoundOut()
    {
        var machine = new SimulatedMachine(2) { Busy = 1 };
        var governor = new ThreadGovernor(2);
        machine.Run(governor, 8);
        Assert.That(governor.Threads, Is.EqualTo(1));
    }

    [Test]
    public void AStepThatWaitsForALostThreadIsNotWaitedFor()
    {
        var machine = new SimulatedMachine(2);
        var governor = new ThreadGovernor(2);
        Assert.That(governor.Limit(1), Is.EqualTo(double.PositiveInfinity), "nothing is known yet");
        machine.Run(governor, 3);
        double usual = machine.Seconds(2), limit = governor.Limit(1);
        Assert.That(limit, Is.InRange(3 * usual, 5 * usual));
        governor.Record(1, limit);
        Assert.That(governor.Threads, Is.EqualTo(1));
        Assert.That(governor.Limit(1), Is.EqualTo(double.PositiveInfinity), "there is nothing better");
    }

    [Test]
    public void TheFirstStepIsHeldAgainstWhatReadingTook()
    {
        var reading = new ThreadGovernor(2);
        reading.Record(20, 0.1); // 4 ms a token
        var writing = new ThreadGovernor(2);
        writing.Expect(reading);
        Assert.That(writing.Limit(1), Is.InRange(0.05, 0.15));
        writing.Record(1, 0.4);
        Assert.That(writing.Threads, Is.EqualTo(1));
    }

    [Test]
    public void AHiccupCostsAFewTokens()
    {
        var machine = new SimulatedMachine(2);
        var governor = new ThreadGovernor(2);
        machine.Run(governor, 100);
        governor.Record(1, 0.2);
        machine.Run(governor, 10);
        Assert.That(governor.Threads, Is.EqualTo(2));
    }

    [Test]
    public void ItNeverExceedsTheCapAndSaysWhyItChanged()
    {
        var lines = new List<string>();
        var machine = new SimulatedMachine(4);
        var governor = new ThreadGovernor(2, lines.Add);
        for (int i = 0; i < 400; i++)
        {
            machine.Busy = i < 200 ? 0 : 3;
            Assert.That(governor.Threads, Is.InRange(1, 2));
            machine.Run(governor, 1);
        }

        Assert.That(lines, Has.Count.EqualTo(1));
        Assert.That(lines[0], Does.Match(@"^with 1 thread from now on, \d\.\d times as fast as with 2 \(2 threads became slow, as where others take the cores\)$"));
    }

    [Test]
    public void LongerBatchesAreNotMistakenForASlowMachine()
    {
        var governor = new ThreadGovernor(2);
        var machine = new SimulatedMachine(2);
        foreach (int tokens in new[] { 40, 300, 64, 512, 30, 20, 400, 16 })
        {
            for (int i = 0; i < 3; i++)
                governor.Record(tokens, machine.Seconds(governor.Threads) * (tokens + 4) / 5);
        }

        Assert.That(governor.Threads, Is.EqualTo(2));
    }
}
