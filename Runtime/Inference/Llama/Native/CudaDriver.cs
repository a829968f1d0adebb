using System.Runtime.InteropServices;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>What NVIDIA's driver tells of a GPU.</summary>
    internal static unsafe class CudaDriver
    {
        const int CapabilityMajor = 75, CapabilityMinor = 76; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR and _MINOR

        /// <param name="ordinal">Of CUDA, which ggml's names end in.</param>
        /// <returns>Ten times its compute capability and the driver's version as 1000 × major + 10 × minor; null where the driver does not tell.</returns>
        public static (int Capability, int Version)? Of(int ordinal)
        {
            try
            {
                var library = SharedLibrary.Open(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "nvcuda.dll" : "libcuda.so.1");
                var initialize = (delegate* unmanaged[Cdecl]<uint, int>)SharedLibrary.Symbol(library, "cuInit");
                var version = (delegate* unmanaged[Cdecl]<int*, int>)SharedLibrary.Symbol(library, "cuDriverGetVersion");
                var get = (delegate* unmanaged[Cdecl]<int*, int, int>)SharedLibrary.Symbol(library, "cuDeviceGet");
                var attribute = (delegate* unmanaged[Cdecl]<int*, int, int, int>)SharedLibrary.Symbol(library, "cuDeviceGetAttribute");
                int device, driver, major, minor;
                return initialize(0) == 0 && version(&driver) == 0 && get(&device, ordinal) == 0
                    && attribute(&major, CapabilityMajor, device) == 0 && attribute(&minor, CapabilityMinor, device) == 0
                    ? (major * 10 + minor, driver)
                    : ((int, int)?)null;
            }
            catch (OjousamaException)
            {
                return null;
            }
        }
    }
}
