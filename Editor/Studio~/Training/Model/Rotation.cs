using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Model;

/// <summary>How a layer turns its queries and keys by position (RoPE).</summary>
/// <param name="Dimensions">Values of a head that are turned.</param>
/// <param name="IsNeoX">Pairs are half the dimensions apart rather than neighbours.</param>
/// <param name="Base">Of the frequencies.</param>
/// <param name="Scale">1 ÷ the factor of linear scaling.</param>
/// <param name="FactorTensor">A factor a frequency (Llama 3.1 and later), or zero.</param>
internal readonly unsafe record struct Rotation(int Dimensions, bool IsNeoX, float Base, float Scale, nint FactorTensor)
{
    /// <summary>ggml's number for the kind of pairs.</summary>
    public int Mode => IsNeoX ? 2 : 0;

    public GgmlTensor* Factors => (GgmlTensor*)FactorTensor;

    /// <summary>[dimensions, length]: the cosines of a position's pairs, then their sines.</summary>
    /// <remarks>In floats throughout, as ggml_rope_cache_init of ggml's ops.cpp, so that both turn alike.</remarks>
    public float[] Table(GgmlLibrary ggml, int length)
    {
        int half = Dimensions / 2;
        float[] factors = new float[half], table = new float[Dimensions * length];
        Array.Fill(factors, 1);
        if (Factors != null)
            ggml.Read(Factors, factors);
        float step = MathF.Pow(Base, -2f / Dimensions);
        for (int position = 0; position < length; position++)
        {
            float angle = position;
            Span<float> cosines = table.AsSpan(position * Dimensions, half), sines = table.AsSpan(position * Dimensions + half, half);
            for (int i = 0; i < half; i++, angle *= step)
                (sines[i], cosines[i]) = (MathF.Sin(Scale * (angle / factors[i])), MathF.Cos(Scale * (angle / factors[i])));
        }

        return table;
    }
}
