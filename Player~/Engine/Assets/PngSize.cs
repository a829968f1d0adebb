using System;
using System.Buffers.Binary;

namespace UnityEngine;

/// <summary>Reads the size that stands in the first chunk of a PNG.</summary>
internal static class PngSize
{
    static readonly byte[] Signature = { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a };

    public static bool TryRead(ReadOnlySpan<byte> png, out int width, out int height)
    {
        width = height = 0;
        if (png.Length < 24 || !png.StartsWith(Signature))
            return false;
        width = BinaryPrimitives.ReadInt32BigEndian(png.Slice(16));
        height = BinaryPrimitives.ReadInt32BigEndian(png.Slice(20));
        return true;
    }
}
