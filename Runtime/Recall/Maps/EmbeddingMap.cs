using System;
using System.Globalization;
using System.Runtime.InteropServices;
using Ojousama.Inference;
using Ojousama.Storage;

namespace Ojousama.Recall.Maps
{
    /// <summary>Linear maps over an embedder's vectors, one a <see cref="TextKind"/>: questions come near the facts that answer them, remarks near others that want the same reply, and near replies to them.</summary>
    /// <remarks>
    /// An embedder puts a line near texts on its subject; which of ten facts on that subject answers it was never its task. The maps are
    /// learned from pairs of question and fact, and from remarks in two wordings (“embedder map”; what it brings stands in
    /// Documentation~/quality.md). The mean that all vectors share is taken off first. Immutable.
    /// </remarks>
    internal sealed class EmbeddingMap
    {
        readonly float[] _mean;
        readonly float[][] _matrices; // by kind; Dimensions × Dimensions, row by row

        /// <param name="mean">As long as a vector.</param>
        /// <param name="matrices">One a kind, in their order, row by row.</param>
        public EmbeddingMap(float[] mean, float[][] matrices)
        {
            _mean = mean;
            _matrices = matrices;
            uint id = 0;
            foreach (float[] matrix in matrices)
                id = Crc32.Of(MemoryMarshal.AsBytes<float>(matrix), id);
            Id = id.ToString("x8", CultureInfo.InvariantCulture);
        }

        /// <summary>Tells maps apart: a checksum of their values.</summary>
        public string Id { get; }

        /// <summary>Values a vector has.</summary>
        public int Dimensions => _mean.Length;

        public ReadOnlySpan<float> Mean => _mean;

        public ReadOnlySpan<float> Matrix(TextKind kind) => _matrices[(int)kind];

        /// <summary>A unit vector for a unit vector, which is left as it is.</summary>
        public float[] Apply(ReadOnlySpan<float> vector, TextKind kind)
        {
            float[] centred = vector.ToArray();
            VectorMath.Subtract(centred, _mean);
            ReadOnlySpan<float> matrix = Matrix(kind);
            var mapped = new float[Dimensions];
            for (int row = 0; row < mapped.Length; row++)
                mapped[row] = VectorMath.Dot(matrix.Slice(row * Dimensions, Dimensions), centred);
            VectorMath.Normalize(mapped);
            return mapped;
        }
    }
}
