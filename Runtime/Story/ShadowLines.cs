using System;
using System.Collections.Generic;
using System.Linq;

namespace Ojousama.Story
{
    /// <summary>Lines and options that stand for another (<c>#shadow:id</c>), so that translators and voices have one: they have to say the same.</summary>
    internal static class ShadowLines
    {
        const string Tag = "shadow:";

        /// <exception cref="OjousamaException">One does not.</exception>
        public static void Check(IReadOnlyList<Instruction> code)
        {
            Instruction.Line[] lines = code.SelectMany(LinesOf).ToArray();
            foreach (Instruction.Line shadow in lines)
            {
                if (!(shadow.Tags.FirstOrDefault(tag => tag.StartsWith(Tag, StringComparison.Ordinal)) is string tag))
                    continue;
                string id = tag.Substring(Tag.Length);
                Instruction.Line source = Array.Find(lines, line => line.Id == id)
                    ?? throw shadow.Text.Place.Error($"no line has the id “{id}” that this one stands for", $"Write #line:{id} behind that line");
                if (shadow.Text.Constant == null)
                    throw shadow.Text.Place.Error("a line that stands for another holds a formula", "Take the formula out of both, or #shadow: away");
                if (shadow.Text.Constant != source.Text.Constant || shadow.Speaker != source.Speaker)
                    throw shadow.Text.Place.Error($"this line stands for “{id}”, but says something else", "Write the same words, or take #shadow: away");
            }
        }

        /// <summary>The words of an option are nobody's.</summary>
        static IEnumerable<Instruction.Line> LinesOf(Instruction instruction) => instruction switch
        {
            Instruction.Line line => new[] { line },
            Instruction.Options options => options.Arms.Select(arm => new Instruction.Line(arm.Id, "", arm.Text, arm.Tags)),
            _ => Array.Empty<Instruction.Line>(),
        };
    }
}
