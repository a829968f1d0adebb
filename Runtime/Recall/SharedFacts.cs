using System.Collections.Generic;
using System.Linq;
using Ojousama.Character;

namespace Ojousama.Recall
{
    /// <summary>What one character knows of others: the facts of their sheets that name her in <see cref="Fact.knownBy"/>.</summary>
    public static class SharedFacts
    {
        /// <summary>The facts as she tells them, with their owner's name.</summary>
        /// <param name="her">Who knows; <see cref="Fact.knownBy"/> may hold her full name or the one on her plate.</param>
        /// <param name="others">Sheets of the others; her own among them is passed over. Gates go on to ask the same state.</param>
        public static IReadOnlyList<Fact> KnownTo(CharacterSheet her, IEnumerable<CharacterSheet> others) =>
            others.Where(sheet => sheet.name != her.name)
                .SelectMany(sheet => sheet.facts.Where(f => f.knownBy.Contains(her.name) || f.knownBy.Contains(her.ShownName)).Select(f => About(sheet, f)))
                .ToArray();

        static Fact About(CharacterSheet sheet, Fact fact) => new Fact
        {
            text = $"{sheet.name}は、{fact.text}",
            questions = fact.questions.ConvertAll(question => $"{sheet.ShownName}のこと、{question}"),
            gate = fact.gate,
        };
    }
}
