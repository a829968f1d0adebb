using System.CommandLine;
using Ojousama.Studio.Peft;

namespace Ojousama.Studio.Cli;

/// <summary><c>adapter</c>: joins adapters, and takes them to models, to PEFT and back.</summary>
static class AdapterCommand
{
    const string ExportExample = "ojousama adapter export --adapter ayane.gguf --model gemma-3-270m-ja.gguf --peft ayane-peft";
    const string ImportExample = "ojousama adapter import --peft ayane-peft --model gemma-3-270m-ja.gguf --adapter ayane.gguf";

    public static Command Create() => new("adapter", "Join LoRA adapters, bake them into models, and take them to Hugging Face's PEFT and back.")
    {
        AdapterMergeCommands.Merge(), AdapterMergeCommands.Bake(), AdapterMergeCommands.Extract(), Export(), Import(),
    };

    static ExampleCommand Export()
    {
        var (adapter, model, folder) = Options();
        var command = new ExampleCommand("export", "Write an adapter as PEFT has it (safetensors).", ExportExample) { adapter, model, folder };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            int count = PeftAdapter.Export(
                PackagePaths.FindModel(parsed.GetRequiredValue(adapter)), PackagePaths.FindModel(parsed.GetRequiredValue(model)), path);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {count} tensors");
            return StudioCommandLine.Done;
        });
        return command;
    }

    static ExampleCommand Import()
    {
        var (adapter, model, folder) = Options();
        var command = new ExampleCommand("import", "Write a PEFT adapter as GGUF.", ImportExample) { folder, model, adapter };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(adapter);
            int count = PeftAdapter.Import(parsed.GetRequiredValue(folder), PackagePaths.FindModel(parsed.GetRequiredValue(model)), path);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {count} tensors");
            return StudioCommandLine.Done;
        });
        return command;
    }

    static (Option<string> Adapter, Option<string> Model, Option<string> Folder) Options() => (
        new("--adapter") { Description = "The adapter in GGUF.", HelpName = "A.gguf", Required = true },
        new("--model") { Description = "The base model in GGUF.", HelpName = "M.gguf", Required = true },
        new("--peft") { Description = "The folder of adapter_config.json and adapter_model.safetensors.", HelpName = "FOLDER", Required = true });
}
