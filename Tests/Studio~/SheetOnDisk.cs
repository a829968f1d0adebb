using Ojousama.Character;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Studio;

/// <summary>A small sheet in a file: replies are kept short, so that a test with the real model is.</summary>
static class SheetOnDisk
{
    public static string Write(string path, Action<CharacterSheet>? change = null)
    {
        string[] facts = ["名前は小野寺絢音。", "年齢は17歳。", "好きな季節は冬。", "バイオリンを子供の頃から習っている。", "両親は不動産業を営んでいる。"];
        var sheet = new CharacterSheet
        {
            name = "小野寺絢音",
            instruction = "お嬢様として一文で答える。",
            fallbackLine = "ごめんあそばせ。",
            facts = [.. facts.Select(text => new Fact { text = text })],
        };
        sheet.model.contextTokens = 512;
        sheet.model.replyTokens = 10;
        sheet.model.threads = 1; // a second one only waits where the machine does other work too
        change?.Invoke(sheet);
        SheetFile.Write(path, sheet);
        return path;
    }
}
