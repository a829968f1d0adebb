namespace Ojousama.UnityYaml;

/// <summary>A YAML node that knows where it stands, so that every complaint can name file and line.</summary>
internal abstract class UnityNode(string file, int line)
{
    public string File { get; } = file;

    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>What an author calls this kind of node.</summary>
    public abstract string Kind { get; }

    public OjousamaException Error(string problem, string remedy, Exception? inner = null) => new($"{File}, line {Line}: {problem}", remedy, inner);

    public UnityMapping AsMapping() => this as UnityMapping ?? throw WrongKind("fields");

    public string AsText() => (this as UnityScalar)?.Text ?? throw WrongKind("a single value");

    /// <summary>Unity writes an empty list as <c>[]</c>, and some lists of numbers as nothing at all.</summary>
    public IReadOnlyList<UnityNode> AsItems() => this switch
    {
        UnitySequence sequence => sequence.Items,
        UnityScalar { Text: "" } => [],
        _ => throw WrongKind("a list"),
    };

    OjousamaException WrongKind(string expected) => Error($"{expected} should stand here, but it is {Kind}", "Compare with an asset that Unity wrote and mend this line");
}

internal sealed class UnityScalar(string file, int line, string text) : UnityNode(file, line)
{
    public string Text { get; } = text;

    public override string Kind => $"the value “{Text}”";
}

internal sealed class UnitySequence(string file, int line, IReadOnlyList<UnityNode> items) : UnityNode(file, line)
{
    public IReadOnlyList<UnityNode> Items { get; } = items;

    public override string Kind => "a list";
}

internal sealed class UnityMapping(string file, int line, IReadOnlyList<UnityField> fields) : UnityNode(file, line)
{
    public IReadOnlyList<UnityField> Fields { get; } = fields;

    public override string Kind => "a group of fields";

    public UnityNode? Find(string name) => Fields.FirstOrDefault(field => field.Name == name)?.Value;

    public UnityNode Get(string name) => Find(name) ?? throw Error($"the field “{name}” is missing", "Compare with an asset that Unity wrote and add it");
}

/// <param name="Line">Where the name stands; a value may begin below it.</param>
internal sealed record UnityField(string Name, int Line, UnityNode Value);
