using Ojousama.Inference.Llama.Native;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Tests.Training;

/// <summary>Where the tests compute.</summary>
internal static class Backends
{
    /// <summary>ggml's CPU without the C# kernels: the operations of the GPUs, on any machine.</summary>
    public static DeviceBackend PlainCpu() => new(LlamaLibrary.Load().Backends.Cpu);

    /// <summary>A backend's first device, a software one if need be; else the test is skipped.</summary>
    /// <param name="name">CUDA or Vulkan.</param>
    public static DeviceBackend Gpu(string name)
    {
        GpuBackends gpus = LlamaLibrary.Load().Gpus;
        ComputeDevice? device = gpus.Devices().FirstOrDefault(d => d.Backend == name && gpus.Problem(d) == null);
        if (device == null)
            Assert.Ignore($"There is no {name} device. Build with -p:OjousamaVulkan=true or -p:OjousamaCuda=true; Mesa's lavapipe is shown to ggml by GGML_VK_VISIBLE_DEVICES=0");
        return new DeviceBackend(device!);
    }
}
