using System.Text;
using Ojousama.Tests.Saving;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Yaml;

public sealed class TextFileTests
{
    const string Japanese = "名前は小野寺絢音。お茶はいかが？\n";

    [TestCase("shift_jis", "CP932")]
    [TestCase("euc-jp", "EUC-JP")]
    [TestCase("iso-2022-jp", "ISO-2022-JP")]
    [TestCase("utf-16", "UTF-16LE")]
    [TestCase("utf-16BE", "UTF-16BE")]
    [TestCase("utf-8", "UTF-8")]
    [TestCase("gb18030", "GB18030", "我们这样说话，谢谢你们。今天天气很好，我们一起去公园散步吧。\n")]
    public void The_encoding_is_found_from_the_bytes(string encoding, string name, string text = Japanese)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        Assert.That(TextFile.Decode(Encoding.GetEncoding(encoding).GetBytes(text), "a.txt"), Is.EqualTo((text, name)));
    }

    [Test]
    public void Short_words_are_told_apart([Values("shift_jis", "euc-jp")] string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (string word in (string[])["はい", "ええ、そうですわ。", "アヤネ", "紅茶が好き。", "ﾊﾟﾌｪが好き"])
            Assert.That(TextFile.Decode(Encoding.GetEncoding(encoding).GetBytes(word), "a.txt").Text, Is.EqualTo(word));
    }

    [TestCase("shift_jis", "ｶﾞｷﾞｸﾞ ｹﾞｺﾞ、はい")]
    [TestCase("shift_jis", "ｺﾝﾆﾁﾊ")]
    [TestCase("euc-jp", "ｺﾝﾆﾁﾊ")]
    [TestCase("utf-32", Japanese)]
    [TestCase("utf-32BE", Japanese)]
    public void Rare_spellings_are_read(string encoding, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding used = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. encoding.StartsWith("utf") ? used.GetPreamble() : [], .. used.GetBytes(text)];
        Assert.That(TextFile.Decode(bytes, "a.txt").Text, Is.EqualTo(text));
    }

    [Test]
    public void A_file_in_UTF8_that_was_cut_is_not_taken_for_something_else([Values(1, 2)] int missing)
    {
        byte[] bytes = Encoding.UTF8.GetBytes("名前は小野寺絢音")[..^missing];
        Assert.That(() => TextFile.Decode(bytes, "a.txt"), Throws.TypeOf<OjousamaException>().With.Message.Contains("byte 21"));
    }

    [Test]
    public void UTF16_with_kana_is_read_without_a_mark_or_a_line_end([Values] bool isBig)
    {
        Encoding encoding = new UnicodeEncoding(isBig, false);
        foreach (string text in (string[])["ええ、そうですわ。", "ごきげんよう", "アメリカンショートヘアのミルク", "わたくし、お茶をいただきますわ", "庭の松は枝が一本折れている。", "初恋だった。", "言ったのは一人だけ\n"])
            Assert.That(TextFile.Decode(encoding.GetBytes(text), "a.txt").Text, Is.EqualTo(text));
    }

    [Test]
    public void UTF16_without_a_mark_or_a_line_end_is_not_read_as_something_else() =>
        Assert.That(() => TextFile.Decode(Encoding.BigEndianUnicode.GetBytes("小野寺絢音"), "a.txt"), Throws.TypeOf<OjousamaException>());

    [Test]
    public void Line_ends_are_those_of_systems_and_not_what_a_text_may_hold() =>
        Assert.That(TextFile.Decode("a\r\nb\rc\u2028d\u0085e\fか\u3099"u8.ToArray(), "a.txt").Text, Is.EqualTo("a\nb\nc\u2028d\u0085e\fが"));

    [Test]
    public void Bytes_of_no_encoding_are_refused() =>
        Assert.That(() => TextFile.Decode([0x81, 0xFF, 0xFF, 0x80, 0xA0, 0xFD], "a.txt"), Throws.TypeOf<OjousamaException>().With.Message.Contains("a.txt"));

    [Test]
    public void An_asset_has_to_be_in_UTF8()
    {
        using var folder = new TemporaryFolder();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        File.WriteAllBytes(folder["a.asset"], Encoding.GetEncoding("euc-jp").GetBytes(Japanese));

        Assert.That(() => UnityFile.Read(folder["a.asset"]), Throws.TypeOf<OjousamaException>().With.Message.Contains("EUC-JP").And.Message.Contains("a.asset"));
    }
}
