using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Ojousama.UnityYaml;

/// <summary>Turns YAML's events into nodes that know their lines.</summary>
internal sealed class NodeReader
{
    readonly string _file;
    readonly int _firstLine;
    readonly IParser _parser;

    NodeReader(string file, int firstLine, string text)
    {
        _file = file;
        _firstLine = firstLine;
        _parser = new Parser(new StringReader(text));
    }

    /// <param name="file">Only for messages.</param>
    /// <param name="firstLine">The line of the file at which the text begins.</param>
    public static UnityNode Read(string file, int firstLine, string text)
    {
        var reader = new NodeReader(file, firstLine, text);
        try
        {
            reader._parser.Consume<StreamStart>();
            if (!reader._parser.TryConsume<DocumentStart>(out _))
                return new UnityScalar(file, firstLine, "");
            return reader.ReadNode();
        }
        catch (YamlException e)
        {
            throw new OjousamaException($"{file}, line {reader.LineOf(e.Start)}: this is no valid YAML: {e.Message.TrimEnd('.')}",
                "Mend the line: mind the indent, and put text that holds “: ” or “ #” between quotes", e);
        }
    }

    UnityNode ReadNode()
    {
        int line = LineOf(_parser.Current!.Start);
        if (_parser.TryConsume<Scalar>(out Scalar? scalar))
            return new UnityScalar(_file, line, scalar.Value);
        if (_parser.TryConsume<SequenceStart>(out _))
            return ReadSequence(line);
        if (_parser.TryConsume<MappingStart>(out _))
            return ReadMapping(line);
        throw new OjousamaException($"{_file}, line {line}: Unity's YAML has no anchors or aliases", "Write the value out");
    }

    UnitySequence ReadSequence(int line)
    {
        var items = new List<UnityNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode());
        return new UnitySequence(_file, line, items);
    }

    UnityMapping ReadMapping(int line)
    {
        var fields = new List<UnityField>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            Scalar name = _parser.Consume<Scalar>();
            var field = new UnityField(name.Value, LineOf(name.Start), ReadNode());
            if (fields.Exists(other => other.Name == field.Name))
                throw new OjousamaException($"{_file}, line {field.Line}: the field “{field.Name}” stands here a second time", "Remove one of the two");
            fields.Add(field);
        }

        return new UnityMapping(_file, line, fields);
    }

    int LineOf(Mark mark) => _firstLine + (int)mark.Line - 1;
}
