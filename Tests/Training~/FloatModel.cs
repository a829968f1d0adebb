using Ojousama.Gguf;
using Ojousama.Studio.Gguf;

namespace Ojousama.Tests.Training;

/// <summary>Writes a quantised model's weights as floats. Its vocabulary is of the same size, but spells nothing.</summary>
internal static class FloatModel
{
    public static void Write(string from, string to)
    {
        GgufFile file = GgufFile.Read(from);
        string architecture = file.Text("general.architecture");
        GgufWriter writer = new GgufWriter().Set("general.architecture", architecture).Set("general.type", "model");
        foreach (var (key, value) in file.Values.Where(v => v.Key.StartsWith(architecture + ".")))
        {
            if (value.Type == GgufType.Float32)
                writer.Set(key, (float)value.Number);
            else
                writer.Set(key, (uint)value.Number);
        }

        TinyModel.SetVocabulary(writer, (int)file.Tensors["token_embd.weight"].Shape[1]);
        using var data = new GgufData(file);
        foreach (GgufTensor tensor in file.Tensors.Values)
            writer.Add(tensor.Name, tensor.Shape[1] > 1 ? tensor.Shape[..2] : tensor.Shape[..1], data.Floats(tensor));
        writer.Write(to);
    }
}
