namespace Ojousama.Studio.Training.Ggml;

/// <summary>Element types by their number in ggml.h; only those that the trainer treats in a way of their own.</summary>
internal enum GgmlType
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q5_0 = 6,
    Q8_0 = 8,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    I32 = 26,
    BF16 = 30,
}
