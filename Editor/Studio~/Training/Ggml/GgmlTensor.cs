using System.Runtime.InteropServices;

namespace Ojousama.Studio.Training.Ggml;

/// <summary><c>struct ggml_tensor</c> of release v0.4.0, 336 bytes. Lives in its context's memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GgmlTensor
{
    public GgmlType Type;
    public nint Buffer;

    /// <summary>Extents, the fastest running first; unused ones are 1.</summary>
    public fixed long Shape[4];

    /// <summary>Bytes from one element, row, … to the next.</summary>
    public fixed ulong Stride[4];

    public int Operation;
    public fixed int Parameters[16];
    public int Flags;
    public GgmlTensor* Source0;
    public GgmlTensor* Source1;
    public GgmlTensor* Source2;
    public GgmlTensor* Source3;
    public GgmlTensor* Source4;
    public GgmlTensor* Source5;
    public GgmlTensor* Source6;
    public GgmlTensor* Source7;
    public GgmlTensor* Source8;
    public GgmlTensor* Source9;
    public GgmlTensor* ViewSource;
    public nuint ViewOffset;
    public void* Data;
    public fixed byte Name[64];
    public nint Extra;
    public fixed byte Padding[8];

    public readonly long Rows => Shape[1] * Shape[2] * Shape[3];

    public readonly long Count => Shape[0] * Rows;

    public readonly float* Floats => (float*)Data;

    /// <summary>Floats from one row to the next.</summary>
    public readonly long RowStride => (long)Stride[1] / sizeof(float);

    /// <summary>The values of a contiguous tensor of floats.</summary>
    public readonly Span<float> Span => new(Data, checked((int)Count));
}
