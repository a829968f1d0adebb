using Ojousama.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Gguf;

/// <summary>Values of tensors as the types of a file, and back.</summary>
internal static unsafe class Quantizer
{
    static readonly GgmlType[] s_types =
    [
        GgmlType.F32, GgmlType.F16, GgmlType.BF16, GgmlType.Q8_0, GgmlType.Q6_K, GgmlType.Q5_K, GgmlType.Q5_1, GgmlType.Q5_0, GgmlType.Q4_K, GgmlType.Q4_1, GgmlType.Q4_0,
    ];

    // What llama.cpp calls a file whose matrices are mostly of a type: llama_ftype.
    static readonly Dictionary<GgmlType, uint> s_fileTypes = new()
    {
        [GgmlType.F32] = 0, [GgmlType.F16] = 1, [GgmlType.BF16] = 32, [GgmlType.Q8_0] = 7, [GgmlType.Q6_K] = 18, [GgmlType.Q5_K] = 17, [GgmlType.Q5_1] = 9, [GgmlType.Q5_0] = 8,
        [GgmlType.Q4_K] = 15, [GgmlType.Q4_1] = 3, [GgmlType.Q4_0] = 2,
    };

    public static IEnumerable<string> Names => s_types.Select(type => type.ToString());

    /// <summary>A type by ggml's name or PyTorch's; null for one that is not written here.</summary>
    public static GgmlType? Parse(string name) => name.ToLowerInvariant() switch
    {
        "float32" => GgmlType.F32,
        "float16" => GgmlType.F16,
        "bfloat16" => GgmlType.BF16,
        _ => s_types.Where(type => type.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)).Select(type => (GgmlType?)type).FirstOrDefault(),
    };

    public static bool CanWrite(GgmlType type) => s_types.Contains(type);

    public static uint FileTypeOf(GgmlType type) => s_fileTypes[type];

    /// <summary>The type itself, or what llama.cpp takes in its stead where rows are no whole blocks.</summary>
    public static GgmlType For(GgmlType type, long rowLength)
    {
        while (rowLength % GgufTensor.BlockOf((uint)type).Elements != 0)
        {
            type = type switch
            {
                GgmlType.Q4_K => GgmlType.Q5_0,
                GgmlType.Q5_K => GgmlType.Q5_1,
                GgmlType.Q6_K => GgmlType.Q8_0,
                _ => GgmlType.F16,
            };
        }

        return type;
    }

    public static int BytesOf(GgmlType type, long values)
    {
        var (elements, bytes) = GgufTensor.BlockOf((uint)type);
        return checked((int)(values / elements * bytes));
    }

    /// <summary>Whole rows, rounded to the nearest that the type holds.</summary>
    /// <param name="type">Of the bytes.</param>
    /// <param name="values">Whole rows.</param>
    /// <param name="rowLength">Values of a row, whole blocks of the type.</param>
    public static byte[] Encode(GgmlType type, ReadOnlySpan<float> values, int rowLength)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(BytesOf(type, values.Length));
        fixed (float* from = values)
        fixed (byte* to = bytes)
        {
            if (type == GgmlType.F32)
                Buffer.MemoryCopy(from, to, bytes.Length, bytes.Length);
            else
                GgmlLibrary.Load().Quantize(type, from, to, 0, values.Length / rowLength, rowLength, null);
        }

        return bytes;
    }

    /// <summary>Whole blocks as floats, of any type that ggml multiplies.</summary>
    public static void Decode(GgmlType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        fixed (byte* from = bytes)
        fixed (float* to = values)
            GgmlLibrary.Load().Dequantize(type, from, to, values.Length);
    }
}
