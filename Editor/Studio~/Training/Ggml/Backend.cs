using Ojousama.Inference.Llama.Native;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>Where tensors lie and graphs are computed. One graph at a time.</summary>
internal abstract unsafe class Backend : IDisposable
{
    readonly nint _backend;
    readonly delegate* unmanaged[Cdecl]<nint, nint, int> _compute;
    readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, byte> _supports;
    readonly delegate* unmanaged[Cdecl]<nint, int, void> _setThreads; // null where there are none to set

    /// <param name="llama">Gives the functions.</param>
    /// <param name="device">What computes.</param>
    /// <exception cref="OjousamaException">The device does not start.</exception>
    protected Backend(LlamaLibrary llama, ComputeDevice device)
    {
        nint core = llama.Core;
        Device = device;
        _backend = ((delegate* unmanaged[Cdecl]<nint, byte*, nint>)SharedLibrary.Symbol(core, "ggml_backend_dev_init"))(device.Handle, null);
        if (_backend == 0)
            throw new OjousamaException($"The device {Name} does not start", "Update its driver, or train with --device cpu");
        Memory = ((delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(core, "ggml_backend_dev_buffer_type"))(device.Handle);
        _compute = (delegate* unmanaged[Cdecl]<nint, nint, int>)SharedLibrary.Symbol(core, "ggml_backend_graph_compute");
        _supports = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, byte>)SharedLibrary.Symbol(core, "ggml_backend_supports_op");
        _setThreads = (delegate* unmanaged[Cdecl]<nint, int, void>)llama.Backends.Function(device, "ggml_backend_set_n_threads");
        SetThreads(0);
    }

    /// <summary>ggml's own, e.g. Vulkan0.</summary>
    public string Name => Device.Name;

    /// <summary>The type of its buffers.</summary>
    public nint Memory { get; }

    protected ComputeDevice Device { get; }

    /// <summary>The type of buffer for a matrix that is only multiplied with: one that lays it out for faster products, as play does, where there is one.</summary>
    public virtual nint MemoryFor(GgmlType type, long rows) => Memory;

    /// <summary>Bytes that can be taken.</summary>
    public abstract long FreeMemory();

    /// <summary>Sets how many threads compute; 0 for the number of physical cores, at most 8. Nothing on a GPU.</summary>
    /// <remarks>Never more than there are processors: ggml's threads spin at its barriers, and one too many made it ten times slower.</remarks>
    public void SetThreads(int threads)
    {
        if (_setThreads != null)
            _setThreads(_backend, CpuTopology.Threads(threads));
    }

    /// <exception cref="OjousamaException">It lacks an operation of the graph.</exception>
    public void Check(GgmlLibrary ggml, Graph graph)
    {
        for (int i = 0; i < ggml.GraphNodes(graph.Handle); i++)
        {
            GgmlTensor* node = ggml.GraphNode(graph.Handle, i);
            if (_supports(_backend, node) == 0)
                throw new OjousamaException(
                    $"{Name} cannot compute {SharedLibrary.Text((nint)ggml.OperationName(node->Operation))} on {(node->Source0 == null ? node->Type : node->Source0->Type)}",
                    "Train with --device cpu, or take the model in another quantisation");
        }
    }

    /// <exception cref="OjousamaException">ggml gave up.</exception>
    public void Compute(Graph graph)
    {
        int status = _compute(_backend, graph.Handle);
        if (status != 0)
            throw new OjousamaException($"{Name} could not compute a graph (status {status})", "Lower the batch size or the sample length, and report it if that does not help");
    }

    /// <exception cref="OjousamaException">Less is free.</exception>
    public void Require(long bytes, string what, string remedy) => MemoryCheck.Require(bytes, FreeMemory(), $" on {Name}", what, remedy);

    public virtual void Dispose() => ((delegate* unmanaged[Cdecl]<nint, void>)SharedLibrary.Symbol(LlamaLibrary.Load().Core, "ggml_backend_free"))(_backend);
}
