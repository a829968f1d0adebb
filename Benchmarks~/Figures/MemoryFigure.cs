using System.Diagnostics;
using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Inference;
using Ojousama.Inference.Llama;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A thousand turns of one talk, with short replies and a small context, so that it overflows again and again.</summary>
internal sealed class MemoryFigure : IFigure
{
    public string Name => "resident memory after 1,000 turns ÷ after 50";

    public Bar Bar => new(1.02, AtMost: true);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        CharacterSheet sheet = Machine.Sheet;
        sheet.model.replyTokens = 8;
        using var model = await LlamaDialogueModel.LoadAsync(Machine.ModelFile, new DialogueModelOptions { ContextTokens = 256, Threads = machine.Threads, GpuLayers = machine.GpuLayers });
        var conversation = new Conversation(sheet, model, adapter: Machine.AdapterFile);
        long early = 0, late = 0;
        for (int turn = 1; turn <= 1000; turn++)
        {
            await conversation.FinishAsync($"{turn}回目のごあいさつ。");
            if (turn % 50 != 0)
                continue;
            late = Resident();
            early = early == 0 ? late : early;
            Console.Error.WriteLine($"  {turn} turns: {late >> 20} MiB");
        }

        return new Outcome((double)late / early, $"{late >> 20} and {early >> 20} MiB, {conversation.Turns.Count} turns finished");
    }

    static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true); // what lies free is given back, not kept for later
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
