using System.Collections.Generic;
using System.Linq;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>What one character knows of others: the facts of their sheets that name her in <see cref="Fact.knownBy"/>.</summary>
    public static class SharedFacts
    {
        /// <summary>The facts as she tells them, with their owner's name; put them into her index beside her own.</summary>
        /// <param name="name">The full name of her who knows.</param>
        /// <param name="others">Sheets of the others. Gates go on to ask the same state.</param>
        public static IReadOnlyList<Fact> KnownTo(string name, IEnumerable<CharacterSheet> others) =>
            others.SelectMany(sheet => sheet.facts.Where(f => f.knownBy.Contains(name)).Select(f => About(sheet, f))).ToArray();

        static Fact About(CharacterSheet sheet, Fact fact) => new Fact
        {
            text = $"{sheet.name}は、{fact.text}",
            questions = fact.questions.ConvertAll(question => $"{sheet.ShownName}のこと、{question}"),
            gate = fact.gate,
        };
    }
}
