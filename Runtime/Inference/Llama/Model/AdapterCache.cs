using System;
using System.Collections.Generic;
using System.IO;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>The adapters that a worker has loaded, each once.</summary>
    /// <remarks>Used, and disposed, by the worker only.</remarks>
    internal sealed class AdapterCache : IDisposable
    {
        readonly LlamaModel _model;
        readonly Dictionary<(string Path, DateTime Written), LlamaAdapter> _loaded = new Dictionary<(string, DateTime), LlamaAdapter>();

        /// <param name="model">Lives longer than the shelf.</param>
        public AdapterCache(LlamaModel model) => _model = model;

        /// <summary>Takes an adapter down, or loads it; a file that was written anew counts as another.</summary>
        /// <param name="path">Absolute, or a model file's name; null or empty for none.</param>
        /// <exception cref="OjousamaException">Missing, cut, no adapter, or made for another model.</exception>
        public LlamaAdapter? Get(string? path)
        {
            if (string.IsNullOrEmpty(path))
                return null;
            path = PackagePaths.FindModel(path!);
            var key = (path, File.GetLastWriteTimeUtc(path));
            if (!_loaded.TryGetValue(key, out LlamaAdapter? adapter))
                _loaded[key] = adapter = LlamaAdapter.Load(_model, path);
            return adapter;
        }

        public void Dispose()
        {
            foreach (LlamaAdapter adapter in _loaded.Values)
                adapter.Dispose();
            _loaded.Clear();
        }
    }
}
