using System.Text.Json;
using Ojousama.Gguf;
using Ojousama.Studio.Gguf;
using Ojousama.Studio.Training.Lora;

namespace Ojousama.Studio.Training.Runs;

/// <summary>A run that has not ended, as a GGUF file: the adapter, its moments and where the run stands.</summary>
internal static class Checkpoint
{
    const string FingerprintKey = "ojousama.run.fingerprint";
    const string StateKey = "ojousama.run.state";

    /// <summary>Puts a new checkpoint in the place of the old one, which stays whole until then.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="fingerprint">Of model, data, options and start.</param>
    /// <param name="state">Where the run stands.</param>
    /// <param name="adapter">As it stands.</param>
    /// <exception cref="OjousamaException">The file cannot be written.</exception>
    public static void Write(string path, string fingerprint, RunState state, LoraAdapter adapter)
    {
        GgufWriter writer = new GgufWriter()
            .Set("general.type", "checkpoint")
            .Set(FingerprintKey, fingerprint)
            .Set(StateKey, JsonSerializer.Serialize(state));
        foreach (Parameter parameter in adapter.Parameters)
        {
            long[] shape = [parameter.Values.Length];
            writer
                .Add(parameter.Name, shape, parameter.Values)
                .Add(parameter.Name + ".m", shape, parameter.FirstMoment)
                .Add(parameter.Name + ".v", shape, parameter.SecondMoment);
        }

        writer.Write(path);
    }

    /// <summary>Takes a run up again.</summary>
    /// <returns>Null if there is no checkpoint, or only one of another model, other data, other options or another start.</returns>
    public static RunState? Read(string path, string fingerprint, LoraAdapter adapter)
    {
        if (!File.Exists(path))
            return null;
        GgufFile file = GgufFile.Read(path);
        if (file.Text(FingerprintKey) != fingerprint)
            return null;
        using var data = new GgufData(file);
        foreach (Parameter parameter in adapter.Parameters)
        {
            data.Floats(file.Tensors[parameter.Name]).CopyTo(parameter.Values);
            data.Floats(file.Tensors[parameter.Name + ".m"]).CopyTo(parameter.FirstMoment, 0);
            data.Floats(file.Tensors[parameter.Name + ".v"]).CopyTo(parameter.SecondMoment, 0);
        }

        return JsonSerializer.Deserialize<RunState>(file.Text(StateKey))!;
    }
}
