using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>A list of messages, each with a role: user and assistant in turns; what the system says is left to the sheet.</summary>
/// <remarks>OpenAI writes <c>role, content</c> and ShareGPT <c>from, value</c>, but their lists are found with the members of the other too.</remarks>
/// <param name="name">For <c>--format</c>.</param>
/// <param name="list">The member that holds the messages.</param>
abstract class ChatRecords(string name, string list) : IImporter
{
    enum Side
    {
        Unknown,
        Player,
        Character,
        System,
    }

    public string Name => name;

    public bool Reads(SourceFile file) => JsonRecords.FirstHas(file, list);

    public void Read(SourceFile file, Import import)
    {
        Licence licence = import.LicenceOf(file);
        foreach (JsonRow row in JsonRecords.Read(file, import))
        {
            List<DatasetTurn> turns = row.EarlierTurns();
            bool isInstructed = false;
            string? question = null;
            foreach (JsonRow message in row.Rows(list))
            {
                string role = message.Text(message.Has("role") ? "role" : "from");
                string words = message.Text(message.Has("content") ? "content" : "value");
                switch (SideOf(role))
                {
                    case Side.System:
                        isInstructed = true;
                        message.PassOverMasks();
                        break;
                    case Side.Player when question == null:
                        question = words;
                        message.PassOverMasks();
                        break;
                    case Side.Character when question != null:
                        turns.Add(new DatasetTurn(question, [], null, words));
                        question = null;
                        message.RefuseIfMasked();
                        break;
                    case Side.Unknown:
                        message.Refuse(role.Length == 0 ? "has a message without a role" : $"has a message of “{role}”, which is neither user nor assistant nor system");
                        break;
                    default:
                        message.Refuse($"the roles do not alternate: “{role}” stands where it is not that side's turn");
                        break;
                }
            }

            if (question != null)
                row.Refuse("ends with the player's words, which nobody answers");
            if (isInstructed)
                import.Note(file, Import.SystemLeftOut);
            import.Add(file, row, licence, turns);
        }
    }

    static Side SideOf(string role) => role.Trim().ToLowerInvariant() switch
    {
        "system" or "developer" => Side.System,
        "user" or "human" => Side.Player,
        "assistant" or "gpt" or "chatgpt" or "model" or "bot" => Side.Character,
        _ => Side.Unknown,
    };
}

/// <summary>OpenAI's <c>messages</c>.</summary>
sealed class ChatMessages() : ChatRecords("messages", "messages");

/// <summary>ShareGPT's <c>conversations</c>.</summary>
sealed class ShareGpt() : ChatRecords("sharegpt", "conversations");
