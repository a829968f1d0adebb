using System.CommandLine;
using System.Globalization;
using System.Numerics;
using Ojousama.Character;
using Ojousama.Loading;
using Ojousama.Studio.Evaluation;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary>Options that several commands share, so that they are named and told alike.</summary>
static class CommonOptions
{
    public static Option<string> Sheet() => new("--sheet") { Description = "The character sheet.", HelpName = "S.asset", Required = true };

    public static Option<string[]> Others() => new("--others")
    {
        Description = "Sheets of the others in the story: what they let her know (knownBy) she tells too.",
        HelpName = "A.asset B.asset",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    public static Option<GivenState?> State() => new("--state")
    {
        Description = "The state of the game that gates ask. Left out, every gate is open.",
        HelpName = "chapter=2,affection=40",
        CustomParser = result =>
        {
            string text = result.Tokens.Single().Value;
            GivenState? state = GivenState.Parse(text);
            if (state == null)
                result.AddError($"--state takes names and numbers such as chapter=2,affection=40, not '{text}'.");
            return state;
        },
    };

    /// <summary>Reads what these three options name: her sheet and those of the others, with the gates that the state leaves open.</summary>
    public static (CharacterSheet Sheet, CharacterSheet[] Others) ReadSheets(ParseResult parsed, Option<string> sheet, Option<string[]> others, Option<GivenState?> state)
    {
        CharacterSheet hers = SheetFile.Read(parsed.GetRequiredValue(sheet));
        CharacterSheet[] theirs = [.. parsed.GetRequiredValue(others).Select(SheetFile.Read)];
        foreach (CharacterSheet each in theirs.Append(hers))
            GivenState.Apply(parsed.GetValue(state), each);
        return (hers, theirs);
    }

    public static Option<string> Engine() =>
        new("--engine") { Description = "What runs the models: llama.cpp, or llamasharp if the tool was built with it.", HelpName = "NAME", DefaultValueFactory = _ => InferenceEngines.Default };

    public static Option<string> Questions() =>
        new("--questions") { Description = "The questions, a JSON object a line.", HelpName = "Q.jsonl", Required = true };

    public static Option<string> Output() =>
        new("--out") { Description = "The results, a JSON object a line, in the order of the questions. An older file is replaced.", HelpName = "R.jsonl", Required = true };

    public static Option<string?> Server() => new("--server")
    {
        Description = "A server that runs the model, in place of the sheet's file: llama-server, vLLM or another with OpenAI's interface. Its key is read from the variable OJOUSAMA_API_KEY.",
        HelpName = "URL",
    };

    public static Option<int> Parallel() =>
        Number("--parallel", "Questions at once. More than one pays on a server or a GPU, and gives other replies from run to run.", least: 1, most: 256, usual: 1);

    /// <summary>A number within bounds; what is none, or out of them, is wrong usage.</summary>
    /// <param name="usual">What it is when it is left out; null for an option without a default.</param>
    public static Option<T> Number<T>(string name, string description, T least, T most, T? usual = null)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result =>
            {
                string text = result.Tokens.Single().Value;
                if (T.TryParse(text, CultureInfo.InvariantCulture, out T value) && value >= least && value <= most)
                    return value;
                result.AddError($"{name} takes a number from {least} to {most}, not '{text}'.");
                return default;
            },
        };
        if (usual is { } number)
            option.DefaultValueFactory = _ => number;
        return option;
    }

    /// <summary>Refuses an output file that is also the input, which it would empty.</summary>
    public static void ThrowIfSame(string output, string input)
    {
        if (Path.GetFullPath(output) == Path.GetFullPath(input))
            throw new OjousamaException($"The results would take the place of {input}, which is read", "Choose another name for --out");
    }
}
