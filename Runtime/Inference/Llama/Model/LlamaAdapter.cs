using System;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>A LoRA adapter on a model's weights.</summary>
    /// <remarks>Not thread-safe; owned by one worker. Must be disposed before its model, and not while a context uses it.</remarks>
    internal sealed unsafe class LlamaAdapter : IDisposable
    {
        readonly LlamaLibrary _library;

        LlamaAdapter(LlamaLibrary library, IntPtr handle)
        {
            _library = library;
            Handle = handle;
        }

        public IntPtr Handle { get; private set; }

        /// <summary>Checks the file against the model, then loads it.</summary>
        /// <exception cref="OjousamaException">Missing, cut, no adapter, or made for another model.</exception>
        public static LlamaAdapter Load(LlamaModel model, string path)
        {
            GgufFile file = GgufFile.Read(path);
            ModelCheck.Adapter(file, model.Header);
            AdapterValues.Check(file);
            LlamaLog.TakeError();
            IntPtr handle;
            fixed (byte* name = SharedLibrary.Utf8(path))
                handle = model.Library.LoadAdapter(model.Handle, name);
            if (handle == IntPtr.Zero)
                throw new OjousamaException(
                    $"llama.cpp cannot load the adapter {path}{LlamaLog.TakeError()}",
                    "Train it again on this base model, or leave the sheet's adapter empty");
            return new LlamaAdapter(model.Library, handle);
        }

        public void Dispose()
        {
            if (Handle != IntPtr.Zero)
                _library.FreeAdapter(Handle);
            Handle = IntPtr.Zero;
        }
    }
}
