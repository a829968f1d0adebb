namespace Ojousama.Studio.Training.Ggml;

/// <summary>Tensors that stay: described first, then given memory together.</summary>
internal sealed unsafe class TensorStore : IDisposable
{
    readonly GgmlLibrary _ggml;
    readonly nint _memory;
    readonly nint _context;
    nint _buffer;

    /// <param name="ggml">The library.</param>
    /// <param name="capacity">Most tensors.</param>
    /// <param name="memory">Buffer type.</param>
    public TensorStore(GgmlLibrary ggml, int capacity, nint memory)
    {
        _ggml = ggml;
        _memory = memory;
        _context = ggml.NewContext(new GgmlLibrary.ContextParameters { Size = (nuint)(capacity + 1) * ggml.TensorOverhead(), DescribesOnly = 1 });
    }

    /// <summary>Bytes that the tensors described so far will take: tiles are larger than the rows they are made of.</summary>
    public long Planned { get; private set; }

    /// <summary>Bytes taken.</summary>
    public long Size => _buffer == 0 ? 0 : (long)_ggml.BufferSize(_buffer);

    public GgmlTensor* Add(GgmlType type, long width, long rows = 1)
    {
        GgmlTensor* tensor = _ggml.NewTensor(_context, type, width, rows, 1, 1);
        long alignment = (long)_ggml.Alignment(_memory);
        Planned += ((long)_ggml.AllocationSize(_memory, tensor) + alignment - 1) / alignment * alignment; // as AllocateTensors lays them out
        return tensor;
    }

    /// <exception cref="OjousamaException">There is not enough memory.</exception>
    public void Allocate()
    {
        if (Planned == 0)
            return;
        _buffer = _ggml.AllocateTensors(_context, _memory);
        if (_buffer == 0)
            throw new OjousamaException("There is not enough memory for the model's weights", "Close other programs, or take a smaller model");
    }

    public void Dispose()
    {
        if (_buffer != 0)
            _ggml.FreeBuffer(_buffer);
        _ggml.FreeContext(_context);
    }
}
