using System.Runtime.InteropServices;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Working memory of a kernel on one of ggml's threads, kept from call to call.</summary>
/// <remarks>Keyed by the number of the part, since ggml's threads come and go: only one graph is computed at a time.</remarks>
internal static unsafe class Scratch
{
    const int MaxParts = 512; // GGML_MAX_N_THREADS

    static readonly nint[] s_memory = new nint[MaxParts];
    static readonly long[] s_size = new long[MaxParts];

    /// <summary>At least so many floats, aligned to a cache line, of any content.</summary>
    public static float* Of(int part, long floats)
    {
        if (s_size[part] < floats)
        {
            NativeMemory.AlignedFree((void*)s_memory[part]);
            s_memory[part] = (nint)NativeMemory.AlignedAlloc((nuint)floats * sizeof(float), 64);
            s_size[part] = floats;
        }

        return (float*)s_memory[part];
    }
}
