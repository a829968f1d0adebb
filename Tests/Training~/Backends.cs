using Ojousama.Inference.Llama;
using Ojousama.Inference.Llama.Devices;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Tests.Training;

/// <summary>Where the tests compute.</summary>
internal static class Backends
{
    /// <summary>ggml's CPU without the C# kernels: the operations of the GPUs, on any machine.</summary>
    public static DeviceBackend PlainCpu() => new(LlamaLibrary.Load().Backends.Cpu);

    /// <summary>A Vulkan device, a software one if need be; else the test is skipped.</summary>
    public static DeviceBackend Vulkan()
    {
        ComputeDevice? device = LlamaLibrary.Load().Gpus.Devices().FirstOrDefault(d => d.Backend == "Vulkan");
        if (device == null)
            Assert.Ignore("There is no Vulkan device. Build with -p:OjousamaVulkan=true; Mesa's lavapipe is shown to ggml by GGML_VK_VISIBLE_DEVICES=0");
        return new DeviceBackend(device!);
    }
}
