using System.Xml;
using System.Xml.Linq;
using Ojousama.Player.Styles;
using Ojousama.UnityYaml;
using UnityEngine.UIElements;

namespace Ojousama.Player.Assets;

/// <summary>Reads .uxml files. The document is checked whole when it is loaded, and built whenever it is instantiated.</summary>
internal sealed class UxmlLoader(AssetCatalog catalog, AssetLoader assets)
{
    static readonly XNamespace Ui = "UnityEngine.UIElements";

    readonly Dictionary<string, VisualTreeAsset> _templates = [];
    string _path = "";

    /// <returns>Adds the document's elements to another element.</returns>
    /// <exception cref="OjousamaException">Names file and line.</exception>
    public Action<VisualElement> Load(string path)
    {
        _path = path;
        XElement root;
        try
        {
            root = XDocument.Load(path, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException e)
        {
            throw new OjousamaException($"{path}, line {e.LineNumber}: this is no valid XML: {e.Message.TrimEnd('.')}", "Mend the line", e);
        }

        if (root.Name != Ui + "UXML")
            throw Error(root, $"the document begins with <{root.Name.LocalName}>", "Begin with <ui:UXML xmlns:ui=\"UnityEngine.UIElements\">");
        return Children(root);
    }

    Action<VisualElement> Children(XElement parent)
    {
        Action<VisualElement>[] builders = parent.Elements().Select(Element).ToArray();
        return target =>
        {
            foreach (Action<VisualElement> build in builders)
                build(target);
        };
    }

    Action<VisualElement> Element(XElement xml)
    {
        if (xml.Name == Ui + "Style")
            return Style(xml);
        if (xml.Name == Ui + "Template")
            return Template(xml);
        Func<VisualElement> create = xml.Name == Ui + "Instance" ? Instance(xml)
            : UxmlElements.Find(xml.Name) ?? throw Unknown(xml);
        Action<VisualElement>[] attributes = xml.Attributes()
            .Where(attribute => !attribute.IsNamespaceDeclaration && !(xml.Name == Ui + "Instance" && attribute.Name == "template"))
            .OrderBy(attribute => attribute.Name.LocalName is "value" or "index") // after the limits and choices, wherever those stand
            .Select(attribute => Attribute(create(), xml, attribute)).ToArray();
        Action<VisualElement> children = Children(xml);
        return target =>
        {
            VisualElement made = create();
            foreach (Action<VisualElement> set in attributes)
                set(made);
            target.Add(made);
            children(made);
        };
    }

    Action<VisualElement> Style(XElement xml)
    {
        var sheet = (StyleSheet)Load(xml, Required(xml, "src"));
        return target => target.styleSheets.Add(sheet);
    }

    Action<VisualElement> Template(XElement xml)
    {
        _templates[Required(xml, "name")] = (VisualTreeAsset)Load(xml, Required(xml, "src"));
        return _ => { };
    }

    Func<VisualElement> Instance(XElement xml)
    {
        string name = Required(xml, "template");
        VisualTreeAsset template = _templates.GetValueOrDefault(name) ?? throw Error(xml, $"no template has the name “{name}”", "Add <ui:Template name=\"…\" src=\"…\"/> above");
        return template.Instantiate;
    }

    /// <param name="probe">Such an element: a wrong value shows when the document is loaded and not when it is built.</param>
    Action<VisualElement> Attribute(VisualElement probe, XElement xml, XAttribute attribute)
    {
        string name = attribute.Name.LocalName;
        if (name == "style")
        {
            string css = UssToCss.Inline(catalog, _path, ((IXmlLineInfo)attribute).LineNumber, attribute.Value);
            return element => element.UxmlStyle = css;
        }

        if (!UxmlElements.Attributes.TryGetValue(name, out var set))
        {
            throw Error(attribute, $"the attribute “{name}” of <{xml.Name.LocalName}> is not supported by the player",
                NearestName.Of(name, UxmlElements.Attributes.Keys) is { } near ? $"Did you mean “{near}”? Else remove it" : "Remove it");
        }

        try
        {
            if (!set(probe, attribute.Value))
                throw Error(attribute, $"<{xml.Name.LocalName}> has no attribute “{name}”", "Remove it");
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            throw Error(attribute, $"“{attribute.Value}” is no value for “{name}”", "Write another", e);
        }

        return element => set(element, attribute.Value);
    }

    UnityEngine.Object Load(XElement xml, string src)
    {
        int line = ((IXmlLineInfo)xml).LineNumber;
        return assets.Load(catalog.FindFile(src, _path, line), 0, new UnityScalar(_path, line, src));
    }

    string Required(XElement xml, string attribute) =>
        xml.Attribute(attribute)?.Value ?? throw Error(xml, $"<{xml.Name.LocalName}> lacks the attribute “{attribute}”", "Add it");

    OjousamaException Unknown(XElement xml) => Error(xml, $"the element <{xml.Name.LocalName}> is not supported by the player",
        NearestName.Of(xml.Name.LocalName, UxmlElements.Names) is { } near ? $"Did you mean <ui:{near}>? Else remove it" : "Remove it");

    OjousamaException Error(IXmlLineInfo at, string problem, string remedy, Exception? inner = null) => new($"{_path}, line {at.LineNumber}: {problem}", remedy, inner);
}
