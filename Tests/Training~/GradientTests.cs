using Ojousama.Studio.Training.Autodiff;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Studio.Training.Lora;
using Ojousama.Studio.Training.Model;
using Ojousama.Tests.Saving;

namespace Ojousama.Tests.Training;

/// <summary>Every gradient beside the slope of the loss itself.</summary>
public sealed class GradientTests
{
    const uint Seed = 42;

    /// <summary>Who computes what ggml has no single node for.</summary>
    public enum Operations
    {
        Kernels,
        Plain,
    }

    public static IEnumerable<string> Architectures => Architecture.All.Select(a => a.Name);

    /// <remarks>
    /// The slope along a direction near the gradient is taken by central differences of fourth order. Gemma's gelu comes from
    /// ggml's table of 16-bit values, whose steps bound how well a difference can do.
    /// </remarks>
    [Test]
    public void Each_tensors_gradient_is_the_slope_of_the_loss(
        [ValueSource(nameof(Architectures))] string architecture, [Values(0f, 0.1f)] float dropout, [Values] Operations operations)
    {
        var (step, most) = architecture.StartsWith("gemma") ? (4e-2, 1e-2) : (2e-3, 2e-3);
        // One thread: graphs as small as these spend their time at ggml's barriers, and far more of it on a busy machine.
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], architecture, GgmlType.F32);
        using Backend backend = operations == Operations.Kernels ? GgmlLibrary.Load().Cpu : Backends.PlainCpu();
        backend.SetThreads(1);
        using var model = new BaseModel(folder["tiny.gguf"], backend);
        using LoraAdapter adapter = ParityTests.RandomAdapter(model, rank: 8);
        using var learner = new Learner(model, adapter);
        Batch batch = Batch.Of([Sample(29, 1), Sample(24, 2), Sample(17, 3)]);
        learner.Learn(batch, batch.TargetCount, dropout, Seed);
        float[][] gradients = adapter.Parameters.Select(p => p.Gradient.ToArray()).ToArray();

        double worst = 0;
        var random = new Random(1);
        foreach (var (parameter, gradient) in adapter.Parameters.Zip(gradients))
        {
            double error = Error(parameter, gradient, step, random, () => learner.Loss(batch, dropout, Seed));
            Assert.That(error, Is.LessThan(most), parameter.Name);
            worst = Math.Max(worst, error);
        }

        TestContext.Out.WriteLine($"{architecture}, {operations}, dropout {dropout}: {gradients.Length} tensors, worst {worst:E1}");
    }

    /// <summary>Padding, neighbours in the batch and the size of the batch change nothing.</summary>
    [Test]
    public void A_batchs_gradient_is_the_sum_of_its_samples([ValueSource(nameof(Architectures))] string architecture)
    {
        GgmlLibrary.Load().Cpu.SetThreads(2); // parts of a kernel must not tread on each other
        using var folder = new TemporaryFolder();
        TinyModel.Write(folder["tiny.gguf"], architecture, GgmlType.F32);
        using var model = new BaseModel(folder["tiny.gguf"]);
        using LoraAdapter adapter = ParityTests.RandomAdapter(model, rank: 3);
        using var learner = new Learner(model, adapter);
        TokenizedSample[] samples = [Whole(48, 1), Whole(9, 2), Whole(31, 3)];
        int targets = samples.Sum(s => s.Targets.Length);
        learner.Learn(Batch.Of(samples), targets, 0, 0);
        float[][] together = adapter.Parameters.Select(p => p.Gradient.ToArray()).ToArray();
        foreach (Parameter parameter in adapter.Parameters)
            Array.Clear(parameter.Gradient);
        foreach (TokenizedSample sample in samples)
            learner.Learn(Batch.Of([sample]), targets, 0, 0);

        foreach (var (parameter, expected) in adapter.Parameters.Zip(together))
        {
            double norm = Math.Sqrt(expected.Sum(g => (double)g * g));
            double difference = Math.Sqrt(expected.Zip(parameter.Gradient).Sum(pair => ((double)pair.First - pair.Second) * (pair.First - pair.Second)));
            Assert.That(difference, Is.LessThan(2e-3 * norm), parameter.Name);
        }
    }

    /// <param name="parameter">What is moved.</param>
    /// <param name="gradient">What the slope should be.</param>
    /// <param name="change">By how much the loss should change.</param>
    /// <param name="random">Bends the direction away from the gradient.</param>
    /// <param name="loss">At the parameter's values.</param>
    static double Error(Parameter parameter, float[] gradient, double change, Random random, Func<float> loss)
    {
        double norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
        Assert.That(norm, Is.GreaterThan(1e-6), parameter.Name);
        double[] direction = gradient.Select(g => g / norm + (random.NextDouble() - 0.5) / Math.Sqrt(gradient.Length)).ToArray();
        double length = Math.Sqrt(direction.Sum(d => d * d));
        direction = direction.Select(d => d / length).ToArray();
        double expected = direction.Zip(gradient).Sum(pair => pair.First * pair.Second);

        float[] start = parameter.Values.ToArray();
        double step = Math.Clamp(change / norm, 5e-3, 0.5);
        double At(double distance)
        {
            for (int i = 0; i < start.Length; i++)
                parameter.Values[i] = (float)(start[i] + distance * direction[i]);
            return loss();
        }

        double slope = (8 * (At(step) - At(-step)) - (At(2 * step) - At(-2 * step))) / (12 * step);
        start.CopyTo(parameter.Values);
        return Math.Abs(slope - expected) / Math.Abs(expected);
    }

    /// <summary>Every token is learnt: together more than the head takes at once.</summary>
    internal static TokenizedSample Whole(int length, int seed) => new(ParityTests.Tokens(length, seed), Enumerable.Range(1, length - 1).ToArray());

    /// <summary>Two replies to learn, the last token among them.</summary>
    static TokenizedSample Sample(int length, int seed) =>
        new(ParityTests.Tokens(length, seed), [length / 3, length / 3 + 1, length - 3, length - 2, length - 1]);
}
