using Ojousama.Inference.Llama;
using Ojousama.Studio.Training.Model;
using Ojousama.Studio.Training.Operations;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>ggml's CPU with the C# kernels. One a process, which lives as long as it.</summary>
internal sealed unsafe class CpuBackend : Backend
{
    readonly GgmlLibrary _ggml;

    public CpuBackend(GgmlLibrary ggml, LlamaLibrary llama)
        : base(llama, llama.Backends.Cpu)
    {
        _ggml = ggml;
        var bufferName = (delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(llama.Core, "ggml_backend_buft_name");
        var extra = (delegate* unmanaged[Cdecl]<nint, nint*>)llama.Backends.Function(Device, "ggml_backend_dev_get_extra_bufts");
        for (nint* type = extra(Device.Handle); type != null && *type != 0; type++)
        {
            if (SharedLibrary.Text(bufferName(*type)) == "CPU_REPACK")
                RepackedMemory = *type;
        }
    }

    public override long FreeMemory() => MemoryCheck.Available();

    public override TapeOperations Operations(Graph graph) => new KernelOperations(_ggml, graph);

    public override void Dispose()
    {
    }
}
