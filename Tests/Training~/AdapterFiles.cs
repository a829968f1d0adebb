using Ojousama.Gguf;
using Ojousama.Studio.Gguf;

namespace Ojousama.Tests.Training;

internal static class AdapterFiles
{
    /// <summary>‖a − b‖ ÷ ‖b‖ over all tensors of two adapters.</summary>
    public static double Distance(string a, string b)
    {
        float[][] Read(string path)
        {
            GgufFile file = GgufFile.Read(path);
            using var data = new GgufData(file);
            return file.Tensors.Values.Select(data.Floats).ToArray();
        }

        return LlamaReference.Distance(Read(a), Read(b));
    }
}
