using System;
using System.Buffers.Binary;
using System.IO;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>Refuses an adapter whose weights are no numbers: a training that went astray writes such, and every line in play would fail.</summary>
    /// <remarks>Looks at floats of 32 and 16 bits, which adapters are made of. Others are left to the sampler, which sees what comes of them.</remarks>
    internal static class AdapterValues
    {
        const uint BrainFloat16 = 30;
        const uint Exponent32 = 0x7F800000, Exponent16 = 0x7C00, ExponentBrain = 0x7F80; // all bits set: infinity, or no number

        /// <exception cref="OjousamaException">A value is infinite or no number, or the file cannot be read.</exception>
        public static void Check(GgufFile file)
        {
            try
            {
                using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
                var bytes = new byte[1 << 16];
                foreach (GgufTensor tensor in file.Tensors.Values)
                {
                    stream.Position = file.DataOffset + tensor.Offset;
                    if (!IsFinite(stream, tensor, bytes))
                        throw new OjousamaException(
                            $"The adapter {file.Path} holds values for '{tensor.Name}' that are no numbers",
                            "Its training went astray: take an earlier checkpoint, or train it with a lower learning rate");
                }
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The adapter {file.Path} cannot be read: {e.Message.TrimEnd('.')}", "Copy or download it again", e);
            }
        }

        static bool IsFinite(Stream stream, GgufTensor tensor, byte[] bytes)
        {
            uint exponent = tensor.Type == GgufTensor.Float32 ? Exponent32 : tensor.Type == GgufTensor.Float16 ? Exponent16 : tensor.Type == BrainFloat16 ? ExponentBrain : 0;
            if (exponent == 0)
                return true;
            for (long left = tensor.ByteCount; left > 0;)
            {
                int count = (int)Math.Min(left, bytes.Length);
                for (int read = 0; read < count;)
                {
                    int more = stream.Read(bytes, read, count - read);
                    read += more > 0 ? more : throw new EndOfStreamException("The file ends too early");
                }

                if (exponent == Exponent32 ? !AreFinite32(bytes.AsSpan(0, count)) : !AreFinite16(bytes.AsSpan(0, count), exponent))
                    return false;
                left -= count;
            }

            return true;
        }

        static bool AreFinite32(ReadOnlySpan<byte> bytes)
        {
            for (int i = 0; i + sizeof(uint) <= bytes.Length; i += sizeof(uint))
            {
                if ((BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(i)) & Exponent32) == Exponent32)
                    return false;
            }

            return true;
        }

        static bool AreFinite16(ReadOnlySpan<byte> bytes, uint exponent)
        {
            for (int i = 0; i + sizeof(ushort) <= bytes.Length; i += sizeof(ushort))
            {
                if ((BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(i)) & exponent) == exponent)
                    return false;
            }

            return true;
        }
    }
}
