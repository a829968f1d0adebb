using Ojousama.Inference.Llama;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>ggml's CPU: where tensors lie and graphs are computed. One a process; one graph at a time.</summary>
internal sealed unsafe class CpuBackend
{
    readonly GgmlLibrary _ggml;
    readonly delegate* unmanaged[Cdecl]<nint, int, void> _setThreads;
    readonly nint _backend;

    public CpuBackend(GgmlLibrary ggml, LlamaLibrary llama)
    {
        _ggml = ggml;
        nint core = llama.Core;
        nint device = ((delegate* unmanaged[Cdecl]<int, nint>)SharedLibrary.Symbol(llama.Ggml, "ggml_backend_dev_by_type"))(0);
        _backend = ((delegate* unmanaged[Cdecl]<nint, byte*, nint>)SharedLibrary.Symbol(core, "ggml_backend_dev_init"))(device, null);
        Memory = ((delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(core, "ggml_backend_dev_buffer_type"))(device);

        nint registry = ((delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(core, "ggml_backend_dev_backend_reg"))(device);
        var function = (delegate* unmanaged[Cdecl]<nint, byte*, nint>)SharedLibrary.Symbol(core, "ggml_backend_reg_get_proc_address");
        fixed (byte* name = SharedLibrary.Utf8("ggml_backend_set_n_threads"))
            _setThreads = (delegate* unmanaged[Cdecl]<nint, int, void>)function(registry, name);
        fixed (byte* name = SharedLibrary.Utf8("ggml_backend_dev_get_extra_bufts"))
        {
            var bufferName = (delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(core, "ggml_backend_buft_name");
            var extra = (delegate* unmanaged[Cdecl]<nint, nint*>)function(registry, name);
            for (nint* type = extra(device); type != null && *type != 0; type++)
            {
                if (SharedLibrary.Text(bufferName(*type)) == "CPU_REPACK")
                    RepackedMemory = *type;
            }
        }

        SetThreads(0);
    }

    /// <summary>The buffer type of plain memory.</summary>
    public nint Memory { get; }

    /// <summary>The buffer type that lays some quantised weights out for faster products, as play does; zero if this CPU has none.</summary>
    public nint RepackedMemory { get; }

    /// <summary>Sets how many threads compute; 0 for the number of physical cores, at most 8.</summary>
    /// <remarks>Never more than there are processors: ggml's threads spin at its barriers, and one too many made it ten times slower.</remarks>
    public void SetThreads(int threads) => _setThreads(_backend, CpuTopology.Threads(threads));

    /// <exception cref="OjousamaException">ggml gave up.</exception>
    public void Compute(nint graph)
    {
        int status = _ggml.Compute(_backend, graph);
        if (status != 0)
            throw new OjousamaException($"ggml could not compute a graph (status {status})", "Lower the batch size or the sample length, and report it if that does not help");
    }
}
