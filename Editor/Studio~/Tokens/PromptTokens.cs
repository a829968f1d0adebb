using System.Text;
using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Prompting;

namespace Ojousama.Studio.Tokens;

/// <summary>What the largest first prompt of a character takes: her instruction and her three longest facts.</summary>
sealed class PromptTokens
{
    const int Facts = 3; // as many as a line recalls

    readonly string _text;

    PromptTokens(string text, IReadOnlyList<SheetProblem> problems)
    {
        _text = text;
        Problems = problems;
    }

    /// <summary>Empty if a reply has room beside it.</summary>
    public IReadOnlyList<SheetProblem> Problems { get; }

    /// <summary>Counts by the vocabulary of the sheet's model; where that cannot be read, the text says why.</summary>
    public static PromptTokens Of(CharacterSheet sheet)
    {
        int tokens;
        try
        {
            TokenCounter counter = TokenCounter.Of(sheet.model.file);
            string[] longest = [.. sheet.facts.Select(fact => fact.text).OrderByDescending(counter.Count).Take(Facts)];
            tokens = Count(new PromptWriter(ChatTemplate.Of(sheet.model.file, sheet.model.turnFormat)).Write(sheet.instruction, [], longest, ""), counter);
        }
        catch (OjousamaException e)
        {
            return new PromptTokens($"tokens were not counted: {e.Problem}", []);
        }

        int room = sheet.model.contextTokens - sheet.model.replyTokens;
        return new PromptTokens($"instruction and {Facts} longest facts take {tokens} of {room} tokens", tokens < room
            ? []
            : [new SheetProblem("model.contextTokens", $"the instruction and the {Facts} longest facts take {tokens} tokens, and {room} are left beside a reply", "Shorten them, or raise contextTokens")]);
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Literal texts that touch are counted as one; a control token is one, and so is what begins the prompt.</summary>
    static int Count(IReadOnlyList<PromptSegment> prompt, TokenCounter counter)
    {
        int tokens = 1;
        var run = new StringBuilder();
        foreach (PromptSegment segment in prompt)
        {
            if (!segment.IsControl)
            {
                run.Append(segment.Text);
                continue;
            }

            tokens += counter.Count(run.ToString()) + 1;
            run.Clear();
        }

        return tokens + counter.Count(run.ToString());
    }
}
