using Ojousama.Gguf;
using Ojousama.Inference.Llama;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.EmbedderTuning;

/// <summary>Writes a tuned encoder into a GGUF file of its own.</summary>
static class EncoderFile
{
    const string FileType = "general.file_type", Name = "general.name";

    /// <param name="path">The new file.</param>
    /// <param name="from">What the encoder was made of.</param>
    /// <param name="encoder">Tuned.</param>
    /// <param name="head">Of a reranker; null for an embedder.</param>
    /// <remarks>Layers in 8 bits, because 4 would round away most of what was learned; the tables, which did not learn, as they were.</remarks>
    public static void Write(string path, GgufFile from, BertEncoder encoder, float[]? head = null)
    {
        const GgmlType Matrices = GgmlType.Q8_0;
        var writer = new GgufWriter();
        foreach (GgufEntry entry in GgufMetadata.Read(from.Path))
        {
            if (entry.Key is not (FileType or Name or LlamaReranker.HeadKey))
                writer.Set(entry);
        }

        string done = head == null ? ", tuned" : ", tuned to rerank", name = from.Text(Name);
        writer.Set(Name, name.EndsWith(done, StringComparison.Ordinal) ? name : name + done);
        writer.Set(FileType, Quantizer.FileTypeOf(Matrices));
        if (head != null)
            writer.Set(LlamaReranker.HeadKey, head);
        using var data = new GgufData(from);
        foreach (GgufTensor tensor in from.Tensors.Values)
        {
            long[] shape = tensor.Shape[1] == 1 ? [tensor.Shape[0]] : [tensor.Shape[0], tensor.Shape[1]];
            if (!BertEncoder.IsTuned(tensor.Name))
                writer.Add(tensor.Name, tensor.Type, shape, data.Bytes(tensor));
            else if (shape.Length == 1)
                writer.Add(tensor.Name, shape, encoder.Values(tensor.Name));
            else
                writer.Add(tensor.Name, (uint)Matrices, shape, Quantizer.Encode(Matrices, encoder.Values(tensor.Name), (int)shape[0]));
        }

        writer.Write(path);
    }
}
