using System.Collections.Generic;
using NUnit.Framework;
using Ojousama.Character;

namespace Ojousama.Tests.Character
{
    public sealed class GateTests
    {
        [TestCase("", true)]
        [TestCase("met", true)]
        [TestCase("never", false)]
        [TestCase("not never", true)]
        [TestCase("chapter>=2", true)]
        [TestCase("chapter > 2", false)]
        [TestCase("affection == -3.5", true)]
        [TestCase("affection != -3.5", false)]
        [TestCase("never and never or met", true)]
        [TestCase("met or never and never", true)] // a story's formula of the same words is false: YarnTests
        [TestCase("never and (never or met)", false)]
        [TestCase("not never and met", true)]
        [TestCase("not (met or never)", false)]
        [TestCase("好感度 >= 40", true)]
        public void Conditions_mean_what_they_say(string text, bool open)
        {
            var state = new State { ["met"] = 1, ["chapter"] = 2, ["affection"] = -3.5, ["好感度"] = 40 };

            Assert.That(Gate.Parse(text).IsOpen(state), Is.EqualTo(open));
        }

        [TestCase("chapter >=", 11)]
        [TestCase("(met", 5)]
        [TestCase("met never", 5)]
        [TestCase("and met", 1)]
        [TestCase("met and", 8)]
        [TestCase(">= 2", 1)]
        public void A_wrong_gate_is_named_with_its_column(string text, int column)
        {
            var error = Assert.Throws<OjousamaException>(() => Gate.Parse(text));

            Assert.That(error!.Message, Does.Contain($"“{text}”").And.Contain($"column {column},"));
        }

        sealed class State : Dictionary<string, double>, IGameState
        {
            public double ValueOf(string name) => TryGetValue(name, out double value) ? value : 0;
        }
    }
}
