using System.Text.Json;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>A list of messages, each with a role: user and assistant in turns; what the system says is left to the sheet.</summary>
/// <param name="name">For <c>--format</c>.</param>
/// <param name="list">The member that holds the messages.</param>
/// <param name="role">The member that says who speaks.</param>
/// <param name="text">The member that holds the words.</param>
abstract class ChatRecords(string name, string list, string role, string text) : IImporter
{
    public string Name => name;

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, list);

    public void Read(SourceFile file, Import import)
    {
        Licence licence = Licence.Parse(import.Options.Licence ?? Licence.Unstated.Name);
        foreach (var (line, record) in JsonRecords.Read(file, import))
        {
            JsonElement[] messages = [.. record.Items(list)];
            string? fault = TurnsOf(messages, out var turns);
            fault = messages.Append(record).Select(JsonRecords.WhyUnread).FirstOrDefault(why => why != null) ?? fault;
            if (fault != null)
                import.Refuse(file, line, fault);
            else
                import.Add(file, line, licence, turns);
            if (record.Text("system").Length > 0 || messages.Any(message => IsInstruction(message.Text(role))))
                import.Note(file, InstructionRecords.SystemLeftOut);
        }
    }

    static bool IsInstruction(string role) => role is "system" or "developer";

    string? TurnsOf(JsonElement[] messages, out List<DatasetTurn> turns)
    {
        turns = [];
        string? question = null;
        foreach (JsonElement message in messages)
        {
            string words = message.Text(text);
            switch (message.Text(role))
            {
                case var speaker when IsInstruction(speaker):
                    break;
                case "user" or "human" when question == null:
                    question = words;
                    break;
                case "assistant" or "gpt" when question != null:
                    turns.Add(new DatasetTurn(question, [], null, words));
                    question = null;
                    break;
                case var other:
                    return $"the roles do not alternate: “{other}” stands where it is not that side's turn";
            }
        }

        return question == null ? null : "ends with the player's words, which nobody answers";
    }
}

/// <summary>OpenAI's <c>messages</c>.</summary>
sealed class ChatMessages() : ChatRecords("messages", "messages", "role", "content");

/// <summary>ShareGPT's <c>conversations</c>.</summary>
sealed class ShareGpt() : ChatRecords("sharegpt", "conversations", "from", "value");
