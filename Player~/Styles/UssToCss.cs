using System.Security.Cryptography;
using System.Text;
using Ojousama.Player.Assets;
using Ojousama.UnityYaml;

namespace Ojousama.Player.Styles;

/// <summary>Turns a style sheet of Unity's into one of the browser's. What the browser cannot show as Unity would is an error with file and line.</summary>
internal sealed class UssToCss(AssetCatalog assets)
{
    const string DefaultTheme = "unity-theme://";

    readonly HashSet<string> _imported = [];
    readonly SortedDictionary<string, string> _fonts = new(StringComparer.Ordinal); // name by url()
    readonly StringBuilder _rules = new();

    /// <summary>All sheets that were added, in their order.</summary>
    public string Css => string.Concat(_fonts.Select(font => $"@font-face {{ font-family: {font.Value}; src: {font.Key}; font-display: block; }}\n")) + _rules;

    /// <summary>The style attribute of an element in UXML.</summary>
    /// <param name="line">Where it stands.</param>
    public static string Inline(AssetCatalog assets, string path, int line, string declarations)
    {
        var converter = new UssToCss(assets);
        foreach (UssDeclaration declaration in new UssParser(path, $"x{{{declarations}}}").Parse().Rules[0].Declarations)
            converter.Convert(path, declaration with { Line = line });
        if (converter._fonts.Count > 0)
            throw new OjousamaException($"{path}, line {line}: a font in a style attribute is not supported by the player", "Write it into a style sheet");
        return converter._rules.ToString().Trim();
    }

    public UssToCss Add(string path)
    {
        string text;
        try
        {
            text = TextFile.ReadAsset(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OjousamaException($"The style sheet {path} cannot be read: {e.Message}", "Check the path and that the file may be read", e);
        }

        return Add(path, text);
    }

    public UssToCss Add(string path, string text)
    {
        if (!_imported.Add(path))
            return this;
        UssParser sheet = new UssParser(path, text).Parse();
        foreach (UssDeclaration import in sheet.Imports)
            Import(path, import);
        foreach (UssRule rule in sheet.Rules)
            Convert(path, rule);
        return this;
    }

    void Import(string path, UssDeclaration import)
    {
        string url = import.Value.StartsWith("url(", StringComparison.Ordinal) ? import.Value[4..^1] : import.Value;
        url = url.Trim('"', '\'', ' ');
        // player.css stands in for Unity's own theme.
        if (!url.StartsWith(DefaultTheme, StringComparison.Ordinal))
            Add(assets.FindFile(url, path, import.Line));
    }

    void Convert(string path, UssRule rule)
    {
        _rules.AppendJoin(", ", rule.Selectors.Select(selector => UssSelector.ToCss(selector, ErrorAt(path, rule.Line)))).Append(" {");
        foreach (UssDeclaration declaration in rule.Declarations)
            Convert(path, declaration);
        _rules.Append(" }\n");
    }

    void Convert(string path, UssDeclaration declaration) => _rules.Append(' ').Append(UssProperty.ToCss(
        declaration.Property, declaration.Value,
        url => assets.UrlOf(assets.FindFile(url, path, declaration.Line), path, declaration.Line),
        Font, ErrorAt(path, declaration.Line)));

    /// <summary>Named after its address, since all sheets of a page share the names.</summary>
    string Font(string url)
    {
        if (!_fonts.TryGetValue(url, out string? name))
            _fonts[url] = name = $"font-{System.Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..8]}";
        return name;
    }

    static Func<string, string, OjousamaException> ErrorAt(string path, int line) => (problem, remedy) => new OjousamaException($"{path}, line {line}: {problem}", remedy);
}
