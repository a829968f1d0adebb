using System;
using System.Collections.Generic;
using Ojousama.Gguf;

namespace Ojousama.Inference.Llama.Validation
{
    /// <summary>Ticks off a model's tensors against what its architecture needs: names, shapes, and types that llama.cpp can compute with.</summary>
    internal sealed class TensorTable
    {
        readonly GgufFile _file;
        readonly HashSet<string> _known = new HashSet<string>();

        public TensorTable(GgufFile file) => _file = file;

        /// <summary>Matrices, one or more in one tensor, that tokens are multiplied with or whose rows are looked up.</summary>
        public void Matrix(string name, long inputs, long outputs, long count = 1) => Check(name, inputs, outputs, count, isMatrix: true, isNeeded: true);

        /// <summary>Matrices that may be missing. Returns whether they are there.</summary>
        public bool OptionalMatrix(string name, long inputs, long outputs, long count = 1) => Check(name, inputs, outputs, count, isMatrix: true, isNeeded: false);

        /// <summary>Values that are added or multiplied one by one, which llama.cpp only does with 32-bit floats.</summary>
        public void Vector(string name, long count, long rows = 1) => Check(name, count, rows, 1, isMatrix: false, isNeeded: true);

        /// <summary>Such values that may be missing.</summary>
        public void OptionalVector(string name, long count, long rows = 1) => Check(name, count, rows, 1, isMatrix: false, isNeeded: false);

        /// <summary>Ticks off, unseen, all whose names begin so: llama.cpp does not load them.</summary>
        public void Unread(string prefix)
        {
            foreach (string name in _file.Tensors.Keys)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                    _known.Add(name);
            }
        }

        /// <summary>Refuses what was not ticked off.</summary>
        public void End()
        {
            foreach (string name in _file.Tensors.Keys)
            {
                if (!_known.Contains(name))
                    throw ModelCheck.Unsound(_file, $"its tensor '{name}' has no place in a model of its kind");
            }
        }

        bool Check(string name, long inputs, long outputs, long count, bool isMatrix, bool isNeeded)
        {
            _known.Add(name);
            if (!_file.Tensors.TryGetValue(name, out GgufTensor? tensor))
                return isNeeded ? throw ModelCheck.Unsound(_file, $"it lacks the tensor '{name}'") : false;
            long[] shape = tensor.Shape;
            if (shape[0] != inputs || shape[1] != outputs || shape[2] != count || shape[3] != 1)
                throw ModelCheck.Unsound(_file, $"its tensor '{name}' is {string.Join("×", shape)}, not {inputs}×{outputs}×{count}");
            if (isMatrix ? !tensor.IsMultipliable : tensor.Type != GgufTensor.Float32)
                throw ModelCheck.Unsound(_file, $"its tensor '{name}' is of type {tensor.Type}, which does not serve there");
            return true;
        }
    }
}
