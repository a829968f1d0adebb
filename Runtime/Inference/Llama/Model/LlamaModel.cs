using System;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Gguf;
using Ojousama.Inference.Llama.Native;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>A model's weights, loaded once a process for each file however many talk with it.</summary>
    /// <remarks>Thread-safe. Counted: whoever rents pays back by one <see cref="Return"/>.</remarks>
    internal sealed unsafe class LlamaModel
    {
        static readonly SharedResources<(string, LayerPlacement), Loaded> s_loaded = new SharedResources<(string, LayerPlacement), Loaded>();

        readonly ConcurrentBag<IDisposable> _leases = new ConcurrentBag<IDisposable>(); // one a user, all alike

        LlamaModel(LlamaLibrary library, GgufFile header, IntPtr handle)
        {
            Library = library;
            Header = header;
            Handle = handle;
            Vocabulary = new Vocabulary(library, library.GetVocabulary(handle));
        }

        [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
        delegate byte ProgressCallback(float progress, IntPtr data);

        static readonly ProgressCallback s_progress = OnProgress;

        public LlamaLibrary Library { get; }

        public IntPtr Handle { get; }

        public GgufFile Header { get; }

        public Vocabulary Vocabulary { get; }

        /// <summary>Values of an embedding.</summary>
        public int EmbeddingSize => Library.EmbeddingSize(Handle);

        /// <summary>A model's header, checked for all that would end the process; that of weights which are there already is not read again.</summary>
        /// <param name="path">Full path of a GGUF file.</param>
        /// <exception cref="OjousamaException">The file is missing, cut or foreign.</exception>
        public static GgufFile ReadHeader(string path) =>
            s_loaded.Find(loaded => loaded.Model.Header.Path == path)?.Model.Header ?? GgufFile.Read(path, ModelCheck.Model);

        /// <summary>As <see cref="Rent(GgufFile, LayerPlacement, IProgress{float}, CancellationToken)"/>, of a file whose header nobody has read.</summary>
        public static LlamaModel Rent(string path, LayerPlacement placement, IProgress<float>? progress, CancellationToken cancellationToken) =>
            Rent(ReadHeader(path), placement, progress, cancellationToken);

        /// <summary>Loads the weights, or shares those already there. Blocks: call it off the main thread.</summary>
        /// <param name="header">From <see cref="ReadHeader"/>.</param>
        /// <param name="placement">Where its layers go. The same file at two places is loaded twice.</param>
        /// <param name="progress">0 to 1.</param>
        /// <param name="cancellationToken">Aborts the load.</param>
        /// <exception cref="OjousamaException">llama.cpp cannot load it, or it does not fit into memory.</exception>
        public static LlamaModel Rent(GgufFile header, LayerPlacement placement, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            // The first one loads on its own thread, so that what is counted and logged there is its own.
            var lease = s_loaded.RentAsync((header.Path, placement), ended => Task.FromResult(new Loaded(Load(header, placement, progress, ended))), cancellationToken).GetAwaiter().GetResult();
            LlamaModel model = lease.Value.Model;
            model._leases.Add(lease);
            progress?.Report(1f);
            return model;
        }

        /// <summary>Whether the weights are there already, so that renting them once more takes no memory.</summary>
        public static bool IsLoaded(string path, LayerPlacement placement) => s_loaded.IsLoaded((path, placement));

        /// <summary>Gives the weights back; the last one frees them. Contexts and adapters on them must be gone. Waits for no load.</summary>
        public void Return()
        {
            if (_leases.TryTake(out IDisposable? lease))
                lease.Dispose();
        }

        static LlamaModel Load(GgufFile header, LayerPlacement placement, IProgress<float>? progress, CancellationToken cancellationToken)
        {
            LlamaLibrary library = LlamaLibrary.Load();

            var loading = new Loading(progress, cancellationToken);
            var pinned = GCHandle.Alloc(loading);
            IntPtr handle;
            try
            {
                LlamaModelParams parameters = library.DefaultModelParams();
                IntPtr* devices = stackalloc IntPtr[2]; // ends with null; an empty list keeps even large batches off the GPUs, as no list would not
                devices[0] = placement.Gpu?.Handle ?? IntPtr.Zero;
                devices[1] = IntPtr.Zero;
                parameters.Devices = (IntPtr)devices;
                parameters.GpuLayers = placement.Layers;
                parameters.ProgressCallback = Marshal.GetFunctionPointerForDelegate(s_progress);
                parameters.ProgressData = GCHandle.ToIntPtr(pinned);
                LlamaLog.TakeError();
                fixed (byte* name = SharedLibrary.Utf8(header.Path))
                    handle = library.LoadModel(name, parameters);
            }
            finally
            {
                pinned.Free();
            }

            if (handle != IntPtr.Zero)
                return new LlamaModel(library, header, handle);
            cancellationToken.ThrowIfCancellationRequested();
            if (NativeWork.IsEnding)
                throw new OperationCanceledException("The process is ending.");
            throw new OjousamaException(
                $"llama.cpp cannot load the model {header.Path}{LlamaLog.TakeError()}",
                $"Take a smaller model if memory is short, else one that llama.cpp {LlamaLibrary.Release} supports");
        }

        [MonoPInvokeCallback(typeof(ProgressCallback))]
        static byte OnProgress(float progress, IntPtr data)
        {
            try
            {
                var loading = (Loading)GCHandle.FromIntPtr(data).Target!;
                loading.Progress?.Report(progress);
                return (byte)(loading.CancellationToken.IsCancellationRequested || NativeWork.IsEnding ? 0 : 1);
            }
            catch (Exception)
            {
                return 1; // a listener's fault must not travel into native frames, nor stop the load
            }
        }

        /// <summary>What the cache frees when the last user has gone.</summary>
        sealed class Loaded : IDisposable
        {
            public Loaded(LlamaModel model) => Model = model;

            public LlamaModel Model { get; }

            public void Dispose() => Model.Library.FreeModel(Model.Handle);
        }

        sealed class Loading
        {
            public Loading(IProgress<float>? progress, CancellationToken cancellationToken)
            {
                Progress = progress;
                CancellationToken = cancellationToken;
            }

            public IProgress<float>? Progress { get; }

            public CancellationToken CancellationToken { get; }
        }
    }
}
