using System.Text;

namespace Ojousama.Player.Styles;

/// <param name="Line">From 1.</param>
internal sealed record UssDeclaration(string Property, string Value, int Line);

/// <param name="Selectors">As written, without commas.</param>
internal sealed record UssRule(IReadOnlyList<string> Selectors, IReadOnlyList<UssDeclaration> Declarations, int Line);

/// <summary>Splits a style sheet into imports and rules; what they mean is not its business.</summary>
internal sealed class UssParser(string file, string text)
{
    int _at;
    int _line = 1;

    /// <summary>Arguments of <c>@import</c>.</summary>
    public List<UssDeclaration> Imports { get; } = [];

    public List<UssRule> Rules { get; } = [];

    public UssParser Parse()
    {
        for (SkipBlanks(); _at < text.Length; SkipBlanks())
        {
            if (text[_at] == '@')
                ParseImport();
            else
                ParseRule();
        }

        return this;
    }

    void ParseImport()
    {
        const string import = "@import ";
        int line = _line;
        if (!text.AsSpan(_at).StartsWith(import))
            throw Error(line, $"“{text[_at..].Split(' ', ';', '{')[0]}” is not part of USS", "Only @import is known; write plain rules");
        string statement = ReadUntil(';');
        _at++;
        Imports.Add(new UssDeclaration("@import", statement[import.Length..].Trim(), line));
    }

    void ParseRule()
    {
        int line = _line;
        string selectors = ReadUntil('{');
        _at++;
        var declarations = new List<UssDeclaration>();
        for (SkipBlanks(); Current() != '}'; SkipBlanks())
        {
            if (Current() == ';')
                _at++;
            else
                declarations.Add(ParseDeclaration());
        }

        _at++;
        string[] list = selectors.Split(',', StringSplitOptions.TrimEntries);
        if (list.Any(string.IsNullOrEmpty))
            throw Error(line, "a selector is missing", "Write one before “{” and between commas");
        Rules.Add(new UssRule(list, declarations, line));
    }

    UssDeclaration ParseDeclaration()
    {
        int line = _line;
        string property = ReadUntil(':', stop: ";}").Trim();
        if (_at == text.Length || text[_at] != ':')
            throw Error(line, $"“{property}” has no value", "Write “property: value;”");
        _at++;
        string value = ReadUntil(';', stop: "}").Trim();
        return new UssDeclaration(property, value, line);
    }

    /// <summary>Reads over quoted text and comments; stops in front of the mark.</summary>
    string ReadUntil(char mark, string stop = "")
    {
        int line = _line;
        var read = new StringBuilder();
        char quote = '\0';
        int brackets = 0;
        for (; _at < text.Length; _at++)
        {
            char c = text[_at];
            if (c == '\n')
                _line++;
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'')
                quote = c;
            else if (c == '/' && text.AsSpan(_at).StartsWith("/*"))
            {
                SkipComment();
                _at--;
                continue;
            }
            else if (brackets == 0 && (c == mark || stop.Contains(c)))
                return read.ToString().Trim();
            else
                brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
            read.Append(c);
        }

        throw Error(line, $"“{mark}” is missing after this", "Add it");
    }

    char Current() => _at < text.Length ? text[_at] : throw Error(_line, "“}” is missing at the end", "Add it");

    void SkipBlanks()
    {
        while (_at < text.Length)
        {
            if (text.AsSpan(_at).StartsWith("/*"))
                SkipComment();
            else if (char.IsWhiteSpace(text[_at]) || text[_at] == '\uFEFF')
                _line += text[_at++] == '\n' ? 1 : 0;
            else
                return;
        }
    }

    void SkipComment()
    {
        int end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
            throw Error(_line, "a comment is not closed", "Add “*/”");
        _line += text.AsSpan(_at, end - _at).Count('\n');
        _at = end + 2;
    }

    OjousamaException Error(int line, string problem, string remedy) => new($"{file}, line {line}: {problem}", remedy);
}
