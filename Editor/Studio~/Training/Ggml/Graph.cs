using System.Runtime.InteropServices;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>One computation: nodes are described first, then given memory, fed and computed once.</summary>
/// <remarks>
/// The allocator lets nodes share memory as soon as their last reader is done, inputs included. What has to be read
/// afterwards is marked by <see cref="Keep"/>, which also puts it on the list of what is computed, in the order of the calls.
/// </remarks>
internal sealed unsafe class Graph : IDisposable
{
    const int FullPrecision = 10; // GGML_PREC_F32

    readonly GgmlLibrary _ggml;
    readonly List<nint> _parameters = [];
    readonly List<Action> _inputs = [];
    readonly Dictionary<object, nint> _shared = [];

    /// <param name="ggml">The library.</param>
    /// <param name="nodes">Most tensors, leaves included.</param>
    public Graph(GgmlLibrary ggml, int nodes)
    {
        _ggml = ggml;
        Context = ggml.NewContext(new GgmlLibrary.ContextParameters
        {
            Size = (nuint)nodes * ggml.TensorOverhead() + ggml.GraphOverhead((nuint)nodes, 0),
            DescribesOnly = 1,
        });
        Handle = ggml.NewGraph(Context, (nuint)nodes, 0);
    }

    /// <summary>The ggml_context that owns the nodes.</summary>
    public nint Context { get; }

    /// <summary>The ggml_cgraph.</summary>
    public nint Handle { get; }

    /// <summary>A leaf that holds these when the graph is computed.</summary>
    public GgmlTensor* Input(int[] values) => Input(GgmlType.I32, values.Length, 1, () => values);

    /// <summary>A leaf that is filled by <see cref="Feed"/>.</summary>
    /// <param name="type">Of its values.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="values">All its bytes; not called for a graph that is only measured.</param>
    public GgmlTensor* Input<T>(GgmlType type, long width, long rows, Func<T[]> values)
        where T : unmanaged
    {
        GgmlTensor* tensor = _ggml.NewTensor(Context, type, width, rows, 1, 1);
        _ggml.SetInput(tensor);
        _inputs.Add(() =>
        {
            if (tensor->Data != null) // else no node reads it
                _ggml.Write<T>(tensor, values());
        });
        return tensor;
    }

    /// <summary>The node of this key, made once.</summary>
    public GgmlTensor* Shared(object key, NodeMaker make)
    {
        if (!_shared.TryGetValue(key, out nint node))
            _shared[key] = node = (nint)make();
        return (GgmlTensor*)node;
    }

    /// <summary>[k, m], [k, n] to [m, n], in 32 bits where a backend would else do with 16.</summary>
    public GgmlTensor* MatMul(GgmlTensor* a, GgmlTensor* b)
    {
        GgmlTensor* product = _ggml.MatMul(Context, a, b);
        _ggml.SetPrecision(product, FullPrecision);
        return product;
    }

    /// <summary>The rows of a matrix one after another, as products with repacked weights silently take for granted.</summary>
    public GgmlTensor* Packed(GgmlTensor* tensor) => tensor->RowStride == tensor->Shape[0] ? tensor : _ggml.Contiguous(Context, tensor);

    /// <summary>Computes this node, and keeps its memory until the graph is gone.</summary>
    public GgmlTensor* Keep(GgmlTensor* tensor)
    {
        _ggml.SetOutput(tensor);
        _ggml.ExpandGraph(Handle, tensor);
        return tensor;
    }

    /// <summary>A node of floats that a kernel of our own computes.</summary>
    public GgmlTensor* Custom<T>(Kernel kernel, T parameters, (long, long, long) shape, params ReadOnlySpan<nint> sources)
        where T : unmanaged
    {
        fixed (nint* arguments = sources)
            return _ggml.Custom(Context, GgmlType.F32, shape.Item1, shape.Item2, shape.Item3, 1, (GgmlTensor**)arguments, sources.Length, kernel, -1, Parameters(parameters));
    }

    /// <summary>The same, over the memory of a node that nothing else reads any more.</summary>
    public GgmlTensor* CustomInPlace<T>(Kernel kernel, T parameters, GgmlTensor* into, params ReadOnlySpan<nint> sources)
        where T : unmanaged
    {
        fixed (nint* arguments = sources)
            return _ggml.CustomInPlace(Context, into, (GgmlTensor**)arguments, sources.Length, kernel, -1, Parameters(parameters));
    }

    /// <summary>Fills the inputs, once the graph has its memory.</summary>
    public void Feed()
    {
        foreach (Action input in _inputs)
            input();
    }

    public void Dispose()
    {
        _ggml.FreeContext(Context);
        foreach (nint parameters in _parameters)
            NativeMemory.Free((void*)parameters);
        _parameters.Clear();
    }

    /// <summary>Kernels read their parameters from native memory, which lives as long as the graph.</summary>
    void* Parameters<T>(T value)
        where T : unmanaged
    {
        var copy = (T*)NativeMemory.Alloc((nuint)sizeof(T));
        *copy = value;
        _parameters.Add((nint)copy);
        return copy;
    }
}

internal unsafe delegate GgmlTensor* NodeMaker();
