using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>Turns a list of who said what into talks with one of them.</summary>
static class SpeakerLines
{
    /// <summary>Longer talks would not fit the context of a training batch.</summary>
    const int MostTurns = 8;

    /// <summary>One line of a script; the speaker is empty for narration.</summary>
    public readonly record struct Said(int Line, string Speaker, string Text);

    /// <summary>The lines of a JSON file. One that is refused is told, and ends a talk as narration does: what comes after answers it.</summary>
    public static Said[] Read(SourceFile file, string speaker, string text, Import import)
    {
        var lines = new List<Said>();
        foreach (JsonRow row in JsonRecords.Read(file, import))
        {
            var said = new Said(row.Line, row.Text(speaker), row.Text(text));
            lines.Add(import.Accepts(file, row) ? said : new Said(row.Line, "", ""));
        }

        return [.. lines];
    }

    /// <summary>Adds a row a talk: the speaker's lines are replies to what the others said just before.</summary>
    /// <remarks>
    /// Lines of one side that follow each other are joined. Narration ends a talk, because what happened is not in the words, and so
    /// do <see cref="MostTurns"/> turns.
    /// </remarks>
    public static void Add(SourceFile file, IReadOnlyList<Said> lines, Licence licence, Import import, string? defaultSpeaker = null)
    {
        string? speaker = import.Options.Speaker ?? defaultSpeaker ?? MostTalkative(lines);
        if (speaker == null || lines.All(l => l.Speaker != speaker))
        {
            if (lines.Count > 0)
                import.Refuse(file, lines[0].Line, speaker == null ? "nobody speaks here" : $"nobody called “{speaker}” speaks here");
            return;
        }

        var turns = new List<DatasetTurn>();
        int start = 0;
        bool hasTalks = false;
        string question = "", reply = "";
        foreach (Said said in lines)
        {
            if (said.Speaker == speaker)
            {
                if (question.Length > 0) // a talk begins with the player
                    reply += said.Text;
                else
                    NoteLeftOut();
                continue;
            }

            EndTurn();
            bool isNarration = said.Speaker.Length == 0;
            if (isNarration || turns.Count == MostTurns)
                Flush();
            if (isNarration)
            {
                NoteLeftOut();
                continue;
            }

            if (question.Length == 0 && turns.Count == 0)
                start = said.Line;
            question += said.Text;
        }

        Flush();
        if (!hasTalks)
            import.Refuse(file, lines[0].Line, $"nothing that “{speaker}” says here answers anybody");

        void NoteLeftOut() => import.Note(file, "narration, and lines that answer nobody or that nobody answers, were left out");

        void EndTurn()
        {
            if (reply.Length == 0)
                return;
            turns.Add(new DatasetTurn(question, [], null, reply));
            question = reply = "";
        }

        void Flush()
        {
            EndTurn();
            if (turns.Count > 0)
                import.Add(file, start, licence, turns.ToArray());
            hasTalks |= turns.Count > 0;
            if (question.Length > 0)
                NoteLeftOut();
            turns.Clear();
            question = "";
        }
    }

    static string? MostTalkative(IReadOnlyList<Said> lines) => lines
        .Where(l => l.Speaker.Length > 0).GroupBy(l => l.Speaker).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
}
