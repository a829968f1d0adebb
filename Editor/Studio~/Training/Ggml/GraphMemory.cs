namespace Ojousama.Studio.Training.Ggml;

/// <summary>The memory in which graphs are computed one after another; it grows to the largest.</summary>
internal sealed unsafe class GraphMemory(GgmlLibrary ggml, Backend backend) : IDisposable
{
    readonly nint _allocator = ggml.NewAllocator(backend.Memory);

    /// <summary>Bytes taken.</summary>
    public long Size => (long)ggml.AllocatorSize(_allocator, 0);

    /// <summary>Bytes that a graph will take, without taking them.</summary>
    public long Measure(Graph graph)
    {
        nint allocator = ggml.NewAllocator(backend.Memory);
        nuint size;
        ggml.MeasureGraph(allocator, graph.Handle, null, null, &size);
        ggml.FreeAllocator(allocator);
        return (long)size;
    }

    /// <summary>Gives every node its place.</summary>
    /// <exception cref="OjousamaException">There is not enough memory.</exception>
    public void Allocate(Graph graph)
    {
        if (ggml.AllocateGraph(_allocator, graph.Handle) == 0)
            throw new OjousamaException("There is not enough memory for a training step", "Lower the batch size or the longest sample");
    }

    public void Dispose() => ggml.FreeAllocator(_allocator);
}
