using Ojousama.Inference.Llama.Native;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>ggml's CPU with the C# kernels. One a process, which lives as long as it.</summary>
internal sealed unsafe class CpuBackend : Backend
{
    readonly nint _tiled, _repacked; // zero where this processor has none

    public CpuBackend(LlamaLibrary llama)
        : base(llama, llama.Backends.Cpu)
    {
        var bufferName = (delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(llama.Core, "ggml_backend_buft_name");
        var extra = (delegate* unmanaged[Cdecl]<nint, nint*>)llama.Backends.Function(Device, "ggml_backend_dev_get_extra_bufts");
        for (nint* type = extra(Device.Handle); type != null && *type != 0; type++)
        {
            switch (SharedLibrary.Text(bufferName(*type)))
            {
                case "AMX":
                    _tiled = *type;
                    break;
                case "CPU_REPACK":
                    _repacked = *type;
                    break;
            }
        }
    }

    /// <remarks>As extra_buffer_type::supports_op of ggml's amx.cpp and repack.cpp, in the order in which llama.cpp asks them.</remarks>
    public override nint MemoryFor(GgmlType type, long rows)
    {
        if (_tiled != 0 && rows % 32 == 0 && type is GgmlType.Q4_0 or GgmlType.Q8_0 or GgmlType.Q4_K or GgmlType.Q5_K or GgmlType.Q6_K)
            return _tiled;
        return _repacked != 0 && rows % 8 == 0 && type is GgmlType.Q4_0 or GgmlType.Q4_K ? _repacked : Memory;
    }

    public override long FreeMemory() => MemoryCheck.Available();

    public override void Dispose()
    {
    }
}
