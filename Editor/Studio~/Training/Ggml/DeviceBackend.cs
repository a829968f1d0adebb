using Ojousama.Inference.Llama.Native;

namespace Ojousama.Studio.Training.Ggml;

/// <summary>Any device of ggml, with nothing but ggml's own operations.</summary>
internal sealed class DeviceBackend(ComputeDevice device) : Backend(LlamaLibrary.Load(), device)
{
    public override long FreeMemory() => LlamaLibrary.Load().Backends.Memory(Device).Free;
}
