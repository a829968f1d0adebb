using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Model;

/// <summary>How a layer turns its queries and keys by position (RoPE).</summary>
/// <param name="Dimensions">Values of a head that are turned.</param>
/// <param name="Mode">0: pairs of neighbours; 2: pairs half a head apart (NeoX).</param>
/// <param name="Base">Of the frequencies.</param>
/// <param name="Scale">1 ÷ the factor of linear scaling.</param>
/// <param name="FactorTensor">A factor a frequency (Llama 3.1 and later), or zero.</param>
internal readonly unsafe record struct Rotation(int Dimensions, int Mode, float Base, float Scale, nint FactorTensor)
{
    public GgmlTensor* Factors => (GgmlTensor*)FactorTensor;
}
