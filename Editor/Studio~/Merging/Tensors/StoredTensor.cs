using System.Buffers;
using Ojousama.Gguf;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Merging.Tensors;

/// <summary>A tensor of a file, of any type that ggml multiplies.</summary>
internal sealed class StoredTensor(GgufData data, GgufTensor tensor) : ITensorSource
{
    public IReadOnlyList<long> Shape => tensor.Shape;

    public void Read(long firstRow, Span<float> values)
    {
        var type = (GgmlType)tensor.Type;
        int size = Quantizer.BytesOf(type, values.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            Span<byte> bytes = rented.AsSpan(0, size);
            data.Read(tensor, tensor.ByteCount / (tensor.Shape[1] * tensor.Shape[2] * tensor.Shape[3]) * firstRow, bytes);
            Quantizer.Decode(type, bytes, values);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
