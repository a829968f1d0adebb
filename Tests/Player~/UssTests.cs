using Ojousama.Player.Assets;
using Ojousama.Player.Styles;
using Ojousama.Tests.Saving;
using UnityEngine;
using UnityEngine.UIElements;

namespace Ojousama.Tests.Player;

public sealed class UssTests
{
    [TestCase(".a", ".a")]
    [TestCase("#name", ":is(#player-none, [data-name=\"name\"])")]
    [TestCase("Label", ":where([data-type=\"Label\"]):not(player-none)")]
    [TestCase("*", "*")]
    [TestCase(".a.b", ".a.b")]
    [TestCase(".a  .b", ".a .b")]
    [TestCase(".a>.b", ".a > .b")]
    [TestCase(".a > Label.b:hover", ".a > :where([data-type=\"Label\"]):not(player-none).b:hover")]
    [TestCase(".a:disabled", ".a[data-disabled]")]
    [TestCase(".a:enabled:checked", ".a:not([data-disabled])[data-checked]")]
    [TestCase(":root", ".unity-ui-document__root")]
    [TestCase(".部屋", ".部屋")]
    public void Selectors_keep_their_meaning(string uss, string css) => Assert.That(UssSelector.ToCss(uss, Error), Is.EqualTo(css));

    [TestCase("a::before")]
    [TestCase(".a:nth-child(2)")]
    [TestCase(".a + .b")]
    [TestCase("[name=a]")]
    public void Selectors_that_USS_has_not_are_refused(string uss) =>
        Assert.That(() => UssSelector.ToCss(uss, Error), Throws.TypeOf<OjousamaException>().With.Message.Contains("not part of USS"));

    [TestCase("width", "10px", "width: 10px;")]
    [TestCase("width", "10", "width: 10px;")]
    [TestCase("margin", "0 2 -3.5px 10%", "margin: 0px 2px -3.5px 10%;")]
    [TestCase("flex-grow", "1", "flex-grow: 1;")]
    [TestCase("opacity", "0.5", "opacity: 0.5;")]
    [TestCase("color", "rgb(1, 2, 3)", "color: rgb(1, 2, 3);")]
    [TestCase("color", "#1a2b3c", "color: #1a2b3c;")]
    [TestCase("--gap", "4px", "--gap: 4px;")]
    [TestCase("padding", "var(--gap)", "padding: var(--gap);")]
    [TestCase("white-space", "normal", "white-space: pre-wrap;")]
    [TestCase("white-space", "nowrap", "white-space: pre;")]
    [TestCase("translate", "-6px 0", "translate: -6px 0px;")]
    [TestCase("rotate", "45deg", "rotate: 45deg;")]
    [TestCase("transition-duration", "0.15s", "transition-duration: 0.15s;")]
    [TestCase("transition-property", "-unity-background-scale-mode, opacity", "transition-property: background-size, opacity;")]
    [TestCase("-unity-font-style", "bold-and-italic", "font-weight: bold; font-style: italic;")]
    [TestCase("-unity-text-align", "middle-right", "text-align: right; --text-above: auto; --text-below: auto;")]
    [TestCase("-unity-background-scale-mode", "scale-and-crop", "background-position: center; background-repeat: no-repeat; background-size: cover;")]
    [TestCase("background-image", "url('a.png')", "background-image: url(\"/x/a.png\");")]
    [TestCase("-unity-font-definition", "url(\"a.ttf\")", "font-family: F[url(\"/x/a.ttf\")], sans-serif;")]
    [TestCase("cursor", "link", "cursor: pointer;")]
    public void Properties_keep_their_meaning(string property, string value, string css) =>
        Assert.That(UssProperty.ToCss(property, value, url => "/x/" + url, font => $"F[{font}]", Error), Is.EqualTo(css));

    [TestCase("grid-gap", "1px", "the property “grid-gap” is not supported")]
    [TestCase("widht", "1px", "Did you mean “width”?")]
    [TestCase("-unity-slice-left", "1", "is not supported")]
    [TestCase("-unity-text-align", "top", "“top” is no value of “-unity-text-align”")]
    [TestCase("white-space", "var(--x)", "var() does not work here")]
    public void Properties_that_cannot_be_shown_are_refused(string property, string value, string words) =>
        Assert.That(() => UssProperty.ToCss(property, value, url => url, font => font, Error), Throws.TypeOf<OjousamaException>().With.Message.Contains(words));

    [Test]
    public void A_sheet_is_read_with_its_comments_imports_and_fonts()
    {
        using var folder = new TemporaryFolder();
        Put("a.uss", "/* one\n two */\n@import url(\"unity-theme://default\");\n@import \"b.uss\";\n.a, Label {\n  color: red; /* ; } */\n  -unity-font: url('f.ttf')\n}\n");
        Put("b.uss", ".b{width:1px}");
        Put("f.ttf", "");

        string css = new UssToCss(new AssetCatalog(folder["."])).Add(folder["a.uss"]).Css;

        Assert.That(css, Does.Match("""
            ^@font-face \{ font-family: font-[0-9a-f]{8}; src: url\("/asset/[0-9a-f]{32}/f.ttf"\); font-display: block; \}
            \.b \{ width: 1px; \}
            \.a, :where\(\[data-type="Label"\]\):not\(player-none\) \{ color: red; font-family: font-[0-9a-f]{8}, sans-serif; \}
            $
            """.ReplaceLineEndings("\n")));

        void Put(string name, string text)
        {
            File.WriteAllText(folder[name], text);
            File.WriteAllText(folder[name + ".meta"], $"guid: {UnityYaml.PackageGuid.Of(name)}\n");
        }
    }

    [TestCase(".a {\n  color: red;\n", "line 3: “}” is missing")]
    [TestCase(".a {\n  color red;\n}", "line 2: “color red” has no value")]
    [TestCase("\n.a,, .b { }", "line 2: a selector is missing")]
    [TestCase("\n\n@media print { }", "line 3: “@media” is not part of USS")]
    [TestCase(".a { }\n/* never", "line 2: a comment is not closed")]
    [TestCase(".a {\n\n  background-image: url(\"none.png\");\n}", "line 3: the file “none.png” is not there")]
    public void A_mistake_in_a_sheet_is_named_with_its_line(string text, string words)
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => new UssToCss(new AssetCatalog(folder["."])).Add(folder["x.uss"], text),
            Throws.TypeOf<OjousamaException>().With.Message.StartsWith(folder["x.uss"]).And.Message.Contains(words));
    }

    [Test]
    public void Inline_styles_are_written_for_the_browser()
    {
        var element = new VisualElement();
        IStyle style = element.style;
        style.width = Length.Percent(50);
        style.left = -2.5f;
        style.height = StyleKeyword.Auto;
        style.backgroundColor = new Color(1, 0, 0.5f, 0.25f);
        style.display = DisplayStyle.None;
        style.flexDirection = FlexDirection.RowReverse;
        style.flexWrap = Wrap.NoWrap;
        style.rotate = new Rotate(new Angle(0.5f, AngleUnit.Turn));
        style.scale = new Vector2(2, 1);
        style.translate = new Translate(Length.Percent(-50), 3);
        style.unityTextAlign = TextAnchor.LowerCenter;
        style.whiteSpace = WhiteSpace.NoWrap;
        style.transitionProperty = new List<StylePropertyName> { "opacity", "left" };
        style.transitionDuration = new List<TimeValue> { 0.2f, new(150, TimeUnit.Millisecond) };
        style.backgroundImage = new StyleBackground(new Texture2D(1, 1) { AssetPath = "a.png" });

        string css = new InlineCss(texture => "/" + texture.AssetPath).Write(element.InlineStyle);

        Assert.That(css, Is.EqualTo(
            "background-color:rgba(255,0,128,0.25);background-image:url(\"/a.png\");display:none;flex-direction:row-reverse;flex-wrap:nowrap;"
            + "height:auto;left:-2.5px;rotate:180deg;scale:2 1;transition-duration:0.2s,150ms;transition-property:opacity,left;"
            + "translate:-50% 3px;text-align: center; --text-above: auto; --text-below: 0;white-space: pre;width:50%;"));
    }

    static OjousamaException Error(string problem, string remedy) => new(problem, remedy);
}
