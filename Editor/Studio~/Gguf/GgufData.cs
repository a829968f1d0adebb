using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Ojousama.Inference.Llama;

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
        try
        {
            for (int read = 0; read < bytes.Length;)
            {
                int count = RandomAccess.Read(_handle, bytes.AsSpan(read), file.DataOffset + tensor.Offset + read);
                read += count > 0 ? count : throw new EndOfStreamException("The file ends too early");
            }
        }
        catch (IOException e)
        {
            throw new OjousamaException($"{file.Path} cannot be read: {e.Message.TrimEnd('.')}", "Copy or download it again", e);
        }

        return bytes;
    }

    /// <summary>The values of a tensor of 32-bit or 16-bit floats.</summary>
    public float[] Floats(GgufTensor tensor) => tensor.Type switch
    {
        GgufTensor.Float32 => MemoryMarshal.Cast<byte, float>(Bytes(tensor)).ToArray(),
        GgufTensor.Float16 => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(Bytes(tensor)).ToArray(), half => (float)half),
        _ => throw new ArgumentException($"{tensor.Name} holds no plain floats", nameof(tensor)),
    };

    public void Dispose() => _handle.Dispose();
}
