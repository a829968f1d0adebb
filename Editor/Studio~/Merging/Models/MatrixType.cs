using Ojousama.Gguf;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Merging.Models;

/// <summary>In which type a tensor is written.</summary>
internal static class MatrixType
{
    // Matrices that are small and read exactly: llama-quantize leaves them as they are.
    static readonly string[] s_exact = ["ffn_gate_inp.", "ssm_conv1d.", "shortconv.conv.", "altup_", "laurel_", "per_layer_model_proj.", "inp_gate.", "position_embd.", "token_types."];

    /// <param name="asked">For matrices; null for what they are.</param>
    /// <param name="tensor">Of the model whose form the result takes.</param>
    /// <exception cref="OjousamaException">It is of a type that is read here only.</exception>
    public static GgmlType For(GgmlType? asked, GgufTensor tensor)
    {
        string part = TensorName.Parse(tensor.Name).Part;
        bool isMatrix = tensor.Shape[1] > 1 && part.EndsWith(".weight", StringComparison.Ordinal) && !part.Contains("norm", StringComparison.Ordinal)
            && !s_exact.Any(name => part.StartsWith(name, StringComparison.Ordinal));
        GgmlType type = isMatrix && asked is { } wanted ? Quantizer.For(wanted, tensor.Shape[0]) : (GgmlType)tensor.Type;
        return Quantizer.CanWrite(type)
            ? type
            : throw new OjousamaException($"'{tensor.Name}' is of type {tensor.Type}, which is not written here", $"Ask for another by --type: {string.Join(", ", Quantizer.Names)}");
    }
}
