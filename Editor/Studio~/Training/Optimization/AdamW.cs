using System.Numerics;
using System.Runtime.InteropServices;
using Ojousama.Studio.Training.Lora;

namespace Ojousama.Studio.Training.Optimization;

/// <summary>AdamW with clipping by the length of the whole gradient (Loshchilov and Hutter 2019).</summary>
internal sealed class AdamW(float clip, float weightDecay)
{
    const float Beta1 = 0.9f;
    const float Beta2 = 0.999f;
    const float Epsilon = 1e-8f;

    /// <summary>Moves the parameters along their gradients, and clears those.</summary>
    /// <param name="parameters">All of them.</param>
    /// <param name="step">1 for the first.</param>
    /// <param name="learningRate">Of this step.</param>
    /// <returns>Length of the gradient before it was clipped. If it is no number, nothing was moved.</returns>
    public double Step(IReadOnlyCollection<Parameter> parameters, int step, float learningRate)
    {
        double norm = Math.Sqrt(parameters.Sum(parameter => SumOfSquares(parameter.Gradient)));
        if (double.IsFinite(norm))
        {
            float scale = norm > clip ? (float)(clip / norm) : 1f;
            float first = 1f / (1f - MathF.Pow(Beta1, step)), second = 1f / (1f - MathF.Pow(Beta2, step));
            foreach (Parameter parameter in parameters)
                Move(parameter, scale, learningRate, first, second);
        }

        foreach (Parameter parameter in parameters)
            Array.Clear(parameter.Gradient);
        return norm;
    }

    static double SumOfSquares(float[] values)
    {
        Vector<double> sum = default;
        foreach (Vector<float> value in MemoryMarshal.Cast<float, Vector<float>>(values.AsSpan()))
        {
            Vector.Widen(value, out Vector<double> lower, out Vector<double> upper);
            sum += lower * lower + upper * upper;
        }

        return Vector.Sum(sum);
    }

    /// <remarks>Adapters' tensors are multiples of 8 rows and 32 columns, so whole vectors.</remarks>
    void Move(Parameter parameter, float scale, float learningRate, float first, float second)
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(parameter.Values.AsSpan());
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(parameter.Gradient.AsSpan());
        var means = MemoryMarshal.Cast<float, Vector<float>>(parameter.FirstMoment.AsSpan());
        var squares = MemoryMarshal.Cast<float, Vector<float>>(parameter.SecondMoment.AsSpan());
        for (int i = 0; i < values.Length; i++)
        {
            Vector<float> gradient = gradients[i] * scale;
            means[i] = means[i] * Beta1 + gradient * (1f - Beta1);
            squares[i] = squares[i] * Beta2 + gradient * gradient * (1f - Beta2);
            Vector<float> direction = means[i] * first / (Vector.SquareRoot(squares[i] * second) + new Vector<float>(Epsilon));
            values[i] -= (direction + values[i] * weightDecay) * learningRate;
        }
    }
}
