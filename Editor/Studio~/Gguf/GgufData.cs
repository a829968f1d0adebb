using Microsoft.Win32.SafeHandles;
using Ojousama.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Gguf;

/// <summary>Reads the tensors of a GGUF file whose header is known.</summary>
internal sealed class GgufData(GgufFile file) : IDisposable
{
    readonly SafeFileHandle _handle = File.OpenHandle(file.Path);

    /// <summary>A tensor as it lies in the file.</summary>
    /// <exception cref="OjousamaException">The file cannot be read to its end.</exception>
    public byte[] Bytes(GgufTensor tensor)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked((int)tensor.ByteCount));
        Read(tensor, 0, bytes);
        return bytes;
    }

    /// <summary>A part of a tensor as it lies in the file. May be called from several threads.</summary>
    /// <param name="tensor">Of this file.</param>
    /// <param name="offset">In bytes, from the tensor's begin.</param>
    /// <param name="bytes">Filled.</param>
    /// <exception cref="OjousamaException">The file cannot be read so far.</exception>
    public void Read(GgufTensor tensor, long offset, Span<byte> bytes)
    {
        try
        {
            for (int read = 0; read < bytes.Length;)
            {
                int count = RandomAccess.Read(_handle, bytes[read..], file.DataOffset + tensor.Offset + offset + read);
                read += count > 0 ? count : throw new EndOfStreamException("The file ends too early");
            }
        }
        catch (IOException e)
        {
            throw new OjousamaException($"{file.Path} cannot be read: {e.Message.TrimEnd('.')}", "Copy or download it again", e);
        }
    }

    /// <summary>The values of a tensor, of any type that ggml multiplies.</summary>
    public float[] Floats(GgufTensor tensor)
    {
        float[] values = new float[tensor.Shape[0] * tensor.Shape[1] * tensor.Shape[2] * tensor.Shape[3]];
        Quantizer.Decode((GgmlType)tensor.Type, Bytes(tensor), values);
        return values;
    }

    public void Dispose() => _handle.Dispose();
}
