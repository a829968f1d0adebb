using System.Numerics.Tensors;

namespace Ojousama.Studio.Embedding;

/// <summary>A matrix that is learned by Adam (Kingma and Ba, 2015), beginning with the identity.</summary>
sealed class SquareMatrix
{
    const float Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f;

    readonly float[] _mean, _variance;
    int _steps;

    public SquareMatrix(int size)
    {
        Size = size;
        Values = new float[size * size];
        Gradient = new float[size * size];
        _mean = new float[size * size];
        _variance = new float[size * size];
        for (int i = 0; i < size; i++)
            Values[(i * size) + i] = 1;
    }

    public int Size { get; }

    /// <summary>Row by row.</summary>
    public float[] Values { get; }

    /// <summary>Of the batch; cleared by <see cref="Step"/>.</summary>
    public float[] Gradient { get; }

    public float[] Apply(ReadOnlySpan<float> vector)
    {
        var mapped = new float[Size];
        for (int row = 0; row < Size; row++)
            mapped[row] = TensorPrimitives.Dot(Values.AsSpan(row * Size, Size), vector);
        return mapped;
    }

    /// <summary>Adds what one vector's output pulls at: the outer product of both.</summary>
    public void AddGradient(ReadOnlySpan<float> output, ReadOnlySpan<float> input)
    {
        for (int row = 0; row < Size; row++)
        {
            Span<float> sum = Gradient.AsSpan(row * Size, Size);
            TensorPrimitives.MultiplyAdd(input, output[row], sum, sum);
        }
    }

    public void Step(float learningRate, float pull)
    {
        _steps++;
        float first = 1 - MathF.Pow(Beta1, _steps), second = 1 - MathF.Pow(Beta2, _steps);
        for (int i = 0; i < Values.Length; i++)
        {
            float gradient = Gradient[i] + (pull * (Values[i] - (i % (Size + 1) == 0 ? 1 : 0)));
            _mean[i] = (Beta1 * _mean[i]) + ((1 - Beta1) * gradient);
            _variance[i] = (Beta2 * _variance[i]) + ((1 - Beta2) * gradient * gradient);
            Values[i] -= learningRate * (_mean[i] / first) / (MathF.Sqrt(_variance[i] / second) + Epsilon);
        }

        Array.Clear(Gradient);
    }
}
