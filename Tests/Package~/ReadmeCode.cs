using Ojousama.Character;
using Ojousama.Dialogue;
using Ojousama.Loading;
using Ojousama.Recall;
using Ojousama.Unity;
using Ojousama.UnityYaml;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Package;

/// <summary>The code of the readmes; ReadmeTests compares.</summary>
internal sealed class ReadmeScene : MonoBehaviour
{
    [SerializeField] DialogueAgent ayane = null!;
    [SerializeField] TextBoxView box = null!;

    async Task TalkAsync(CancellationToken ct)
    {
        Turn turn = await box.ShowAsync(ayane.SayAsync("ごきげんよう", ct), ct);
        Debug.Log($"She said: {turn.Reply}");
    }

    async Task<string> AskAsync(Label label, CancellationToken ct)
    {
        Turn turn = await ayane.AskAsync("ごきげんよう", text => label.text = text, ct);
        return turn.Reply;
    }
}

/// <summary>The code of the readmes; ReadmeTests compares.</summary>
internal static class ReadmeConsole
{
    public static async Task TalkAsync(CancellationToken ct)
    {
        CharacterSheet sheet = SheetFile.Read("Samples~/DatingSim/Characters/Ayane.asset");
        using LoadedCharacter ayane = await LoadedCharacter.LoadAsync(sheet, cancellationToken: ct);
        Conversation conversation = ayane.StartConversation();

        await foreach (DialogueItem item in conversation.SayAsync("お名前は？", ct))
        {
            switch (item)
            {
                case FactsRecalled recalled:
                    foreach (RecalledFact fact in recalled.Facts)
                        Console.WriteLine($"({fact.Score:F2} {fact.Text})");
                    break;
                case TextPiece piece:
                    Console.Write(piece.Text);
                    break;
                case TurnFinished finished:
                    Console.WriteLine($" [{finished.Turn.StopReason}, first token after {finished.Turn.Timings.FirstToken.TotalMilliseconds:F0} ms]");
                    break;
                case TurnFailed failed:
                    Console.WriteLine($"{failed.FallbackLine} ({failed.Error.Message})");
                    break;
            }
        }
    }
}
