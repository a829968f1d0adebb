namespace Ojousama.Gguf
{
    /// <summary>A tensor of a GGUF file.</summary>
    internal sealed class GgufTensor
    {
        // Elements and bytes of one block, by ggml_type; from ggml-common.h. Zero where the type was retired.
        static readonly (int Elements, int Bytes)[] s_blocks =
        {
            (1, 4), (1, 2), (32, 18), (32, 20), (0, 0), (0, 0), (32, 22), (32, 24), // F32 F16 Q4_0 Q4_1 - - Q5_0 Q5_1
            (32, 34), (32, 36), (256, 84), (256, 110), (256, 144), (256, 176), (256, 210), (256, 292), // Q8_0 Q8_1 Q2_K to Q6_K Q8_K
            (256, 66), (256, 74), (256, 98), (256, 50), (32, 18), (256, 110), (256, 82), (256, 136), // IQ2_XXS IQ2_XS IQ3_XXS IQ1_S IQ4_NL IQ3_S IQ2_S IQ4_XS
            (1, 1), (1, 2), (1, 4), (1, 8), (1, 8), (256, 56), (1, 2), (0, 0), // I8 I16 I32 I64 F64 IQ1_M BF16 -
            (0, 0), (0, 0), (256, 54), (256, 66), (0, 0), (0, 0), (0, 0), (32, 17), // - - TQ1_0 TQ2_0 - - - MXFP4
            (64, 36), (128, 18), (64, 18), // NVFP4 Q1_0 Q2_0
        };

        /// <summary>The type of 32-bit floats.</summary>
        public const uint Float32 = 0;

        /// <summary>The type of 16-bit floats.</summary>
        public const uint Float16 = 1;

        public GgufTensor(string name, uint type, long[] shape, long byteCount, long offset)
        {
            Name = name;
            Type = type;
            Shape = shape;
            ByteCount = byteCount;
            Offset = offset;
        }

        public string Name { get; }

        /// <summary>ggml_type.</summary>
        public uint Type { get; }

        /// <summary>Whether ggml multiplies matrices of this type: not integers, nor what only intermediate results are quantised to.</summary>
        public bool IsMultipliable => Type != 9 && Type != 15 && !(Type >= 24 && Type <= 28);

        /// <summary>Four extents, the fastest running first; unused ones are 1.</summary>
        public long[] Shape { get; }

        public long ByteCount { get; }

        /// <summary>Where its data begin, counted from <see cref="GgufFile.DataOffset"/>.</summary>
        public long Offset { get; }

        /// <summary>(0, 0) for a type that is unknown.</summary>
        public static (int Elements, int Bytes) BlockOf(uint type) => type < s_blocks.Length ? s_blocks[type] : (0, 0);
    }
}
