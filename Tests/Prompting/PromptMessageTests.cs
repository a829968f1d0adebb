using System.Linq;
using NUnit.Framework;
using Ojousama.Inference;
using Ojousama.Prompting;

namespace Ojousama.Tests.Prompting
{
    /// <summary>Prompts read back as the turns that they were written from.</summary>
    public sealed class PromptMessageTests
    {
        static readonly Exchange[] History = { new Exchange("やあ", new[] { "名前は絢音。" }, "ごきげんよう。"), new Exchange("元気？\n今日は", new string[0], "", new int[0]), new Exchange("うん", new string[0], "はい。", new[] { 1, 2 }) };

        [Test]
        public void EachFamilysTurnsAreReadBack([ValueSource(nameof(Names))] string name)
        {
            ChatTemplate format = ChatTemplate.All.Single(f => f.Name == name);
            var messages = PromptMessage.Read(new PromptWriter(format).Write("一文で。", History, new[] { "好きな季節は冬。" }, "季節は？"), format);
            bool leads = format.System.Count == 0;
            string[] expected =
            {
                "System: 一文で。", leads ? "User: 一文で。\n・名前は絢音。\n\nやあ" : "User: ・名前は絢音。\n\nやあ", "Character: ごきげんよう。",
                "User: 元気？\n今日は", "Character: ", "User: うん", "Character: はい。", "User: ・好きな季節は冬。\n\n季節は？",
            };
            Assert.That(messages.Select(m => $"{m.Role}: {m.Text}"), Is.EqualTo(leads ? expected.Skip(1) : expected));
        }

        [Test]
        public void WordsWithoutTurnsAreTheUsers()
        {
            var messages = PromptMessage.Read(new[] { PromptSegment.Literal("発言："), PromptSegment.Literal("やあ") }, ChatTemplate.ChatMl);
            Assert.That(messages.Single().Text, Is.EqualTo("発言：やあ"));
        }

        [Test]
        public void AnotherFamilysTurnsAreRefused() => Assert.That(
            () => PromptMessage.Read(new PromptWriter(ChatTemplate.Gemma).Write("", History, new string[0], "やあ"), ChatTemplate.ChatMl),
            Throws.InstanceOf<OjousamaException>().With.Message.Contains("chatml"));

        static string[] Names() => ChatTemplate.All.Select(f => f.Name).ToArray();
    }
}
