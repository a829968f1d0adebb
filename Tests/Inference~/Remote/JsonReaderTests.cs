using System.Text.Json;
using CsCheck;
using Ojousama.Inference.Remote.Json;
using JsonReader = Ojousama.Inference.Remote.Json.JsonReader;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>The small JSON reader beside .NET's own.</summary>
public sealed class JsonReaderTests
{
    [Test]
    public void ItReadsAndRefusesWhatDotNetDoes()
    {
        string[] parts = ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u12", "\\ud83d", "true", "false", "null", "nul", "-", "0", "1", ".5", "e", "E+3", " ", "\n", "あ", "\"a\":", "\"b\"", "[1,2]", "{\"x\":null}", "\t", "\u0001"];
        Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 14].Select(string.Concat).Sample(
            text =>
            {
                JsonDocument? expected = null;
                try
                {
                    expected = JsonDocument.Parse(text);
                }
                catch (JsonException)
                {
                }

                using (expected)
                {
                    if (expected == null)
                        Assert.That(() => JsonReader.Read(text), Throws.InstanceOf<FormatException>(), text);
                    else
                        AssertSame(JsonReader.Read(text), expected.RootElement);
                }
            },
            iter: 100_000);
    }

    [Test]
    public void WhatTheWriterWritesComesBack() => Gen.String.Sample(
        text =>
        {
            string json = new JsonWriter().Begin('{').Field("a", text).Field("b", [text, ""]).Field("c", 0.8f).Field("d", -1).Field("e", true).End('}').ToString();
            JsonValue value = JsonReader.Read(json);
            using JsonDocument theirs = JsonDocument.Parse(json);
            Assert.That(value["a"].Text, Is.EqualTo(text));
            Assert.That(value["b"].Items[0].Text, Is.EqualTo(text));
            Assert.That(value["c"].Number, Is.EqualTo(0.8));
            Assert.That(value["d"].Count(-5), Is.EqualTo(-5));
            Assert.That(value["e"].Kind, Is.EqualTo(JsonKind.True));
            Assert.That(value["f"]["g"].Text, Is.Empty);
        },
        iter: 2000);

    [Test]
    public void DeepNestingIsRefused() =>
        Assert.That(() => JsonReader.Read(new string('[', 100_000)), Throws.InstanceOf<FormatException>().With.Message.Contains("64 levels"));

    static void AssertSame(JsonValue ours, JsonElement theirs)
    {
        switch (theirs.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.That(ours.Kind, Is.EqualTo(JsonKind.Object));
                foreach (var field in theirs.EnumerateObject().GroupBy(f => f.Name))
                    AssertSame(ours[field.Key], field.Last().Value);
                Assert.That(ours.Fields, Has.Count.EqualTo(theirs.EnumerateObject().Select(f => f.Name).Distinct().Count()));
                break;
            case JsonValueKind.Array:
                Assert.That(ours.Items, Has.Count.EqualTo(theirs.GetArrayLength()));
                for (int i = 0; i < ours.Items.Count; i++)
                    AssertSame(ours.Items[i], theirs[i]);
                break;
            case JsonValueKind.Number:
                Assert.That(ours.Number, Is.EqualTo(theirs.GetDouble()));
                break;
            case JsonValueKind.String when !theirs.GetRawText().Contains("\\ud83d"): // .NET's refuses halves of pairs when asked for the text
                Assert.That(ours.Text, Is.EqualTo(theirs.GetString()));
                break;
            default:
                Assert.That(ours.Kind.ToString(), Is.EqualTo(theirs.ValueKind.ToString()));
                break;
        }
    }
}
