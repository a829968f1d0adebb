namespace Ojousama.Studio.Training.Model;

/// <summary>Q5_0 as Q8_0, for which processors have faster products. Nothing is rounded: five bits become eight under the same scale.</summary>
internal static class Q5
{
    const int ScaleSize = 2, HighSize = 4, Half = 16; // bytes of the scale and of the fifth bits; values of half a block

    /// <param name="blocks">Of a scale (F16), 32 fifth bits, and 16 bytes of the first half's low four bits beside the second's.</param>
    /// <returns>Blocks of the scale and 32 signed bytes.</returns>
    public static byte[] Widen(ReadOnlySpan<byte> blocks)
    {
        const int From = ScaleSize + HighSize + Half, To = ScaleSize + 2 * Half;
        byte[] wide = new byte[blocks.Length / From * To];
        for (int from = 0, to = 0; from < blocks.Length; from += From, to += To)
        {
            blocks.Slice(from, ScaleSize).CopyTo(wide.AsSpan(to));
            uint high = BitConverter.ToUInt32(blocks[(from + ScaleSize)..]);
            ReadOnlySpan<byte> low = blocks.Slice(from + ScaleSize + HighSize, Half);
            Span<byte> values = wide.AsSpan(to + ScaleSize);
            for (int i = 0; i < Half; i++)
            {
                values[i] = Value(low[i] & 15, high >> i);
                values[i + Half] = Value(low[i] >> 4, high >> (i + Half));
            }
        }

        return wide;
    }

    static byte Value(int low, uint high) => (byte)((low | (int)(high & 1) << 4) - 16);
}
