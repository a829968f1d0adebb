using System;
using System.Collections.Generic;
using Ojousama.Inference;

namespace Ojousama.Recall
{
    /// <summary>How vectors are kept.</summary>
    public enum RowFormat
    {
        /// <summary>Exact; four bytes a value.</summary>
        Float,

        /// <summary>A byte a value: a quarter of the memory and a faster scan, with scores off by less than 0.01.</summary>
        Int8,
    }

    /// <summary>Unit vectors one after the other in memory, to be scanned. Not thread-safe.</summary>
    internal abstract class RowTable
    {
        protected RowTable(int dimensions) => Dimensions = dimensions;

        public int Dimensions { get; }

        public int Count { get; protected set; }

        public static RowTable Create(RowFormat format, int dimensions) =>
            format == RowFormat.Float ? (RowTable)new FloatRows(dimensions) : new ByteRows(dimensions);

        public abstract void Add(ReadOnlySpan<float> row);

        /// <summary>Takes rows out; those after them move up.</summary>
        public abstract void RemoveRange(int first, int count);

        /// <summary>Sets the vector that <see cref="Dot"/> compares with.</summary>
        public abstract void SetQuery(ReadOnlySpan<float> query);

        /// <summary>Likeness of a row to the query, −1 to 1.</summary>
        public abstract float Dot(int row);

        protected static void Remove<T>(T[] values, int first, int count, int end) =>
            Array.Copy(values, first + count, values, first, end - first - count);

        protected static void Reserve<T>(ref T[] values, int length)
        {
            if (values.Length < length)
                Array.Resize(ref values, Math.Max(length, values.Length * 2));
        }

        sealed class FloatRows : RowTable
        {
            float[] _values = Array.Empty<float>(); // Count × Dimensions
            float[] _query = Array.Empty<float>();

            public FloatRows(int dimensions)
                : base(dimensions)
            {
            }

            public override void Add(ReadOnlySpan<float> row)
            {
                Reserve(ref _values, (Count + 1) * Dimensions);
                row.CopyTo(_values.AsSpan(Count++ * Dimensions));
            }

            public override void RemoveRange(int first, int count)
            {
                Remove(_values, first * Dimensions, count * Dimensions, Count * Dimensions);
                Count -= count;
            }

            public override void SetQuery(ReadOnlySpan<float> query) => _query = query.ToArray();

            public override float Dot(int row) => VectorMath.Dot(_query, new ReadOnlySpan<float>(_values, row * Dimensions, Dimensions));
        }

        /// <summary>Each row has a scale of its own: its largest value becomes 127.</summary>
        sealed class ByteRows : RowTable
        {
            sbyte[] _values = Array.Empty<sbyte>(); // Count × Dimensions
            float[] _scales = Array.Empty<float>(); // Count
            short[] _query = Array.Empty<short>(); // widened once, not once a row
            float _queryScale;

            public ByteRows(int dimensions)
                : base(dimensions)
            {
            }

            public override void Add(ReadOnlySpan<float> row)
            {
                Reserve(ref _values, (Count + 1) * Dimensions);
                Reserve(ref _scales, Count + 1);
                Span<sbyte> bytes = _values.AsSpan(Count * Dimensions, Dimensions);
                float scale = VectorMath.Scale(row);
                for (int i = 0; i < row.Length; i++)
                    bytes[i] = (sbyte)MathF.Round(row[i] / scale);
                _scales[Count++] = scale;
            }

            public override void RemoveRange(int first, int count)
            {
                Remove(_values, first * Dimensions, count * Dimensions, Count * Dimensions);
                Remove(_scales, first, count, Count);
                Count -= count;
            }

            public override void SetQuery(ReadOnlySpan<float> query)
            {
                _queryScale = VectorMath.Scale(query);
                _query = new short[query.Length];
                for (int i = 0; i < query.Length; i++)
                    _query[i] = (short)MathF.Round(query[i] / _queryScale);
            }

            public override float Dot(int row) =>
                VectorMath.Dot(_query, new ReadOnlySpan<sbyte>(_values, row * Dimensions, Dimensions)) * (_queryScale * _scales[row]);
        }
    }
}
