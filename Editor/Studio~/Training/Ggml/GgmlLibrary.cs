using System.Runtime.InteropServices;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>The functions of ggml that the trainer calls, of the release that the plugin is bound to.</summary>
/// <remarks>
/// ggml ends the process where it finds a contradiction: shapes are checked before it sees them, and training runs in a
/// process of its own. Nothing here is thread-safe but the loading.
/// </remarks>
internal sealed unsafe class GgmlLibrary
{
    static readonly Lazy<GgmlLibrary> s_instance = new(() => new GgmlLibrary(LlamaLibrary.Load()));

    public readonly delegate* unmanaged[Cdecl]<ContextParameters, nint> NewContext;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FreeContext;
    public readonly delegate* unmanaged[Cdecl]<nuint> TensorOverhead;
    public readonly delegate* unmanaged[Cdecl]<nuint, byte, nuint> GraphOverhead;
    public readonly delegate* unmanaged[Cdecl]<nint, nuint, byte, nint> NewGraph;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, void> ExpandGraph;
    public readonly delegate* unmanaged[Cdecl]<nint, int> GraphNodes;
    public readonly delegate* unmanaged[Cdecl]<nint, int, GgmlTensor*> GraphNode;
    public readonly delegate* unmanaged[Cdecl]<int, byte*> OperationName;

    public readonly delegate* unmanaged[Cdecl]<nint, GgmlType, long, long, long, long, GgmlTensor*> NewTensor;
    public readonly delegate* unmanaged[Cdecl]<GgmlType, long, nuint> RowSize;
    public readonly delegate* unmanaged[Cdecl]<GgmlTensor*, void> SetInput;
    public readonly delegate* unmanaged[Cdecl]<GgmlTensor*, void> SetOutput;

    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> Add;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, float, GgmlTensor*> Scale;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> MatMul;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> GetRows;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, GgmlTensor*> GetRowsBack;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, int, GgmlTensor*> Concatenate;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, long, long, long, long, GgmlTensor*> Reshape;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, long, long, long, long, nuint, nuint, nuint, nuint, GgmlTensor*> View;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, int, int, int, float, float, float, float, float, float, GgmlTensor*> Rope;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, int, int, int, float, float, float, float, float, float, GgmlTensor*> RopeBack;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> GeGlu;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> SwiGlu;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> Multiply;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> Subtract;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*> Square;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*> Tanh;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*> Silu;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> SiluBack;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, float, float, GgmlTensor*> ScaleBias;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*> SumRows;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, float, float, GgmlTensor*> Softmax;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, float, GgmlTensor*> RmsNorm;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, float, GgmlTensor*> RmsNormBack;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*> OuterProduct;
    public readonly delegate* unmanaged[Cdecl]<GgmlTensor*, int, void> SetPrecision;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, GgmlTensor*> SetRows;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlType, GgmlTensor*> Cast;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, int, int, int, int, GgmlTensor*> Pad;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, int, int, int, int, GgmlTensor*> Permute;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*> Contiguous;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlType, long, long, long, long, GgmlTensor**, int, Kernel, int, void*, GgmlTensor*> Custom;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor**, int, Kernel, int, void*, GgmlTensor*> CustomInPlace;

    public readonly delegate* unmanaged[Cdecl]<nint, nint, nint> AllocateTensors;
    public readonly delegate* unmanaged[Cdecl]<nint, GgmlTensor*, nuint> AllocationSize;
    public readonly delegate* unmanaged[Cdecl]<nint, nuint> Alignment;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FreeBuffer;
    public readonly delegate* unmanaged[Cdecl]<nint, nuint> BufferSize;
    public readonly delegate* unmanaged[Cdecl]<GgmlTensor*, void*, nuint, nuint, void> SetTensor;
    public readonly delegate* unmanaged[Cdecl]<GgmlTensor*, void*, nuint, nuint, void> GetTensor;
    public readonly delegate* unmanaged[Cdecl]<nint, nint> NewAllocator;
    public readonly delegate* unmanaged[Cdecl]<nint, void> FreeAllocator;
    public readonly delegate* unmanaged[Cdecl]<nint, int, nuint> AllocatorSize;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, byte> AllocateGraph;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, int*, int*, nuint*, void> MeasureGraph;

    public readonly delegate* unmanaged[Cdecl]<GgmlType, float*, void*, long, long, long, float*, nuint> Quantize;
    readonly delegate* unmanaged[Cdecl]<GgmlType, TypeTraits*> _traits;

    GgmlLibrary(LlamaLibrary llama)
    {
        nint core = llama.Core;
        NewContext = (delegate* unmanaged[Cdecl]<ContextParameters, nint>)SharedLibrary.Symbol(core, "ggml_init");
        FreeContext = (delegate* unmanaged[Cdecl]<nint, void>)SharedLibrary.Symbol(core, "ggml_free");
        TensorOverhead = (delegate* unmanaged[Cdecl]<nuint>)SharedLibrary.Symbol(core, "ggml_tensor_overhead");
        GraphOverhead = (delegate* unmanaged[Cdecl]<nuint, byte, nuint>)SharedLibrary.Symbol(core, "ggml_graph_overhead_custom");
        NewGraph = (delegate* unmanaged[Cdecl]<nint, nuint, byte, nint>)SharedLibrary.Symbol(core, "ggml_new_graph_custom");
        ExpandGraph = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, void>)SharedLibrary.Symbol(core, "ggml_build_forward_expand");
        GraphNodes = (delegate* unmanaged[Cdecl]<nint, int>)SharedLibrary.Symbol(core, "ggml_graph_n_nodes");
        GraphNode = (delegate* unmanaged[Cdecl]<nint, int, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_graph_node");
        OperationName = (delegate* unmanaged[Cdecl]<int, byte*>)SharedLibrary.Symbol(core, "ggml_op_name");

        NewTensor = (delegate* unmanaged[Cdecl]<nint, GgmlType, long, long, long, long, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_new_tensor_4d");
        RowSize = (delegate* unmanaged[Cdecl]<GgmlType, long, nuint>)SharedLibrary.Symbol(core, "ggml_row_size");
        SetInput = (delegate* unmanaged[Cdecl]<GgmlTensor*, void>)SharedLibrary.Symbol(core, "ggml_set_input");
        SetOutput = (delegate* unmanaged[Cdecl]<GgmlTensor*, void>)SharedLibrary.Symbol(core, "ggml_set_output");

        Add = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_add");
        Scale = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_scale");
        MatMul = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_mul_mat");
        GetRows = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_get_rows");
        GetRowsBack = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_get_rows_back");
        Concatenate = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, int, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_concat");
        Reshape = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, long, long, long, long, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_reshape_4d");
        View = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, long, long, long, long, nuint, nuint, nuint, nuint, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_view_4d");
        Rope = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, int, int, int, float, float, float, float, float, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_rope_ext");
        RopeBack = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, int, int, int, float, float, float, float, float, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_rope_ext_back");
        GeGlu = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_geglu_split");
        SwiGlu = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_swiglu_split");
        Multiply = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_mul");
        Subtract = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_sub");
        Square = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_sqr");
        Tanh = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_tanh");
        Silu = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_silu");
        SiluBack = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_silu_back");
        ScaleBias = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, float, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_scale_bias");
        SumRows = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_sum_rows");
        Softmax = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, float, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_soft_max_ext");
        RmsNorm = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_rms_norm");
        RmsNormBack = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, float, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_rms_norm_back");
        OuterProduct = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_out_prod");
        SetPrecision = (delegate* unmanaged[Cdecl]<GgmlTensor*, int, void>)SharedLibrary.Symbol(core, "ggml_mul_mat_set_prec");
        SetRows = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_set_rows");
        Cast = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlType, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_cast");
        Pad = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, int, int, int, int, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_pad");
        Permute = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, int, int, int, int, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_permute");
        Contiguous = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_cont");
        Custom = (delegate* unmanaged[Cdecl]<nint, GgmlType, long, long, long, long, GgmlTensor**, int, Kernel, int, void*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_custom_4d");
        CustomInPlace = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, GgmlTensor**, int, Kernel, int, void*, GgmlTensor*>)SharedLibrary.Symbol(core, "ggml_custom_inplace");

        AllocateTensors = (delegate* unmanaged[Cdecl]<nint, nint, nint>)SharedLibrary.Symbol(core, "ggml_backend_alloc_ctx_tensors_from_buft");
        AllocationSize = (delegate* unmanaged[Cdecl]<nint, GgmlTensor*, nuint>)SharedLibrary.Symbol(core, "ggml_backend_buft_get_alloc_size");
        Alignment = (delegate* unmanaged[Cdecl]<nint, nuint>)SharedLibrary.Symbol(core, "ggml_backend_buft_get_alignment");
        FreeBuffer = (delegate* unmanaged[Cdecl]<nint, void>)SharedLibrary.Symbol(core, "ggml_backend_buffer_free");
        BufferSize = (delegate* unmanaged[Cdecl]<nint, nuint>)SharedLibrary.Symbol(core, "ggml_backend_buffer_get_size");
        SetTensor = (delegate* unmanaged[Cdecl]<GgmlTensor*, void*, nuint, nuint, void>)SharedLibrary.Symbol(core, "ggml_backend_tensor_set");
        GetTensor = (delegate* unmanaged[Cdecl]<GgmlTensor*, void*, nuint, nuint, void>)SharedLibrary.Symbol(core, "ggml_backend_tensor_get");
        NewAllocator = (delegate* unmanaged[Cdecl]<nint, nint>)SharedLibrary.Symbol(core, "ggml_gallocr_new");
        FreeAllocator = (delegate* unmanaged[Cdecl]<nint, void>)SharedLibrary.Symbol(core, "ggml_gallocr_free");
        AllocatorSize = (delegate* unmanaged[Cdecl]<nint, int, nuint>)SharedLibrary.Symbol(core, "ggml_gallocr_get_buffer_size");
        AllocateGraph = (delegate* unmanaged[Cdecl]<nint, nint, byte>)SharedLibrary.Symbol(core, "ggml_gallocr_alloc_graph");
        MeasureGraph = (delegate* unmanaged[Cdecl]<nint, nint, int*, int*, nuint*, void>)SharedLibrary.Symbol(core, "ggml_gallocr_reserve_n_size");

        Quantize = (delegate* unmanaged[Cdecl]<GgmlType, float*, void*, long, long, long, float*, nuint>)SharedLibrary.Symbol(core, "ggml_quantize_chunk");
        _traits = (delegate* unmanaged[Cdecl]<GgmlType, TypeTraits*>)SharedLibrary.Symbol(core, "ggml_get_type_traits");

        // A tensor and the object header that ggml puts before each.
        if (sizeof(GgmlTensor) != 336 || TensorOverhead() != 368)
            throw new OjousamaException($"ggml's tensors are {TensorOverhead()} bytes, not 368 as in release {LlamaLibrary.Release}", "Delete the native folder and build Ojousama.Plugin.csproj again");
        Cpu = new CpuBackend(llama);
    }

    public CpuBackend Cpu { get; }

    public static GgmlLibrary Load() => s_instance.Value;

    /// <summary>Writes a row of any type as floats.</summary>
    public void Dequantize(GgmlType type, void* row, float* values, long count)
    {
        if (type == GgmlType.F32)
            Buffer.MemoryCopy(row, values, count * sizeof(float), count * sizeof(float));
        else
            ((delegate* unmanaged[Cdecl]<void*, float*, long, void>)_traits(type)->ToFloat)(row, values, count);
    }

    /// <summary>Copies values to wherever a tensor lies.</summary>
    public void Write<T>(GgmlTensor* tensor, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        fixed (T* from = values)
            SetTensor(tensor, from, 0, (nuint)values.Length * (nuint)sizeof(T));
    }

    /// <summary>Copies a contiguous tensor's floats from wherever it lies.</summary>
    public void Read(GgmlTensor* tensor, Span<float> values)
    {
        fixed (float* to = values)
            GetTensor(tensor, to, 0, (nuint)values.Length * sizeof(float));
    }

    /// <summary><c>ggml_init_params</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ContextParameters
    {
        public nuint Size;
        public nint Memory; // null: the context takes its own
        public byte DescribesOnly; // 1: tensors get no data of their own
    }

    /// <summary><c>ggml_type_traits</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct TypeTraits
    {
        public nint Name;
        public long BlockSize;
        public long BlockInterleave;
        public nuint TypeSize;
        public byte IsQuantized;
        public nint ToFloat;
    }
}
