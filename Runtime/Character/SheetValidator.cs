using System;
using System.Collections.Generic;
using System.Linq;
using Ojousama.Text;

namespace Ojousama.Character
{
    /// <summary>Tells an author what in a sheet would go wrong in play.</summary>
    public static class SheetValidator
    {
        /// <summary>Looks at every field.</summary>
        /// <param name="sheet">Of the current version.</param>
        /// <returns>In the order of the fields; empty if all is well.</returns>
        public static IReadOnlyList<SheetProblem> Check(CharacterSheet sheet)
        {
            var found = new Findings();
            CheckHead(sheet, found);
            CheckSpeech(sheet, found);
            CheckFacts(sheet, found);
            CheckMemory(sheet, found);
            CheckExpressions(sheet, found);
            CheckFallbacks(sheet, found);
            CheckModel(sheet, found);
            return found.All;
        }

        /// <summary>Refuses a sheet that has any problem.</summary>
        /// <param name="sheet">Of the current version.</param>
        /// <param name="file">For the error.</param>
        /// <exception cref="OjousamaException">Names the file, the first field at fault and the cure.</exception>
        public static void ThrowIfInvalid(CharacterSheet sheet, string file)
        {
            IReadOnlyList<SheetProblem> problems = Check(sheet);
            if (problems.Count == 0)
                return;
            string more = problems.Count == 1 ? "" : $" (and {problems.Count - 1} more)";
            throw new OjousamaException($"In {file}, {problems[0].Field}: {problems[0].Problem}{more}", problems[0].Remedy);
        }

        static void CheckHead(CharacterSheet sheet, Findings found)
        {
            if (sheet.version != CharacterSheet.CurrentVersion)
                found.Add("version", $"it is {sheet.version}, not {CharacterSheet.CurrentVersion}", "Let SheetMigration bring the sheet up first");
            found.Line("name", sheet.name, "Write her full name");
            if (!sheet.reading.All(c => JapaneseScript.IsHiragana(c) || c == 'ー' || c == ' ' || c == '　'))
                found.Add("reading", $"“{sheet.reading}” is not hiragana", "Write how the name is read, such as おのでらあやね, or leave it empty");
            if (sheet.namePlate.Length > 0)
                found.Line("namePlate", sheet.namePlate, "Write it on one line");
            if (sheet.age < 0)
                found.Add("age", $"{sheet.age} is no age", "Write her age in years, or 0 to leave it open");
            found.Line("instruction", sheet.instruction, "Write the line that the adapter was trained with, on one line");
        }

        static void CheckSpeech(CharacterSheet sheet, Findings found)
        {
            SpeechStyle speech = sheet.speech;
            found.Lines("speech.likedEndings", speech.likedEndings);
            found.Lines("speech.bannedEndings", speech.bannedEndings);
            found.Lines("speech.bannedWords", speech.bannedWords);
            foreach (string ending in speech.bannedEndings.Where(speech.likedEndings.Contains))
                found.Add("speech.bannedEndings", $"“{ending}” is a liked ending too", "Remove it from one of the two lists");
            for (int i = 0; i < speech.stages.Count; i++)
            {
                if (i > 0 && speech.stages[i].fromAffection <= speech.stages[i - 1].fromAffection)
                    found.Add($"speech.stages[{i}].fromAffection", "it is not above that of the stage before", "Order the stages from distant to close");
                found.Line($"speech.stages[{i}].secondPerson", speech.stages[i].secondPerson, "Write how she addresses the player, such as あなた");
            }

            for (int i = 0; i < sheet.sampleLines.Count; i++)
            {
                string reply = sheet.sampleLines[i].reply;
                found.Line($"sampleLines[{i}].reply", reply, "Write what she says");
                string? banned = speech.bannedWords.Find(w => w.Length > 0 && reply.Contains(w));
                if (banned != null)
                    found.Add($"sampleLines[{i}].reply", $"it holds “{banned}”, a banned word", "Reword the line, or allow the word");
            }
        }

        static void CheckFacts(CharacterSheet sheet, Findings found)
        {
            var texts = new HashSet<string>();
            for (int i = 0; i < sheet.facts.Count; i++)
            {
                Fact fact = sheet.facts[i];
                string field = $"facts[{i}]";
                found.Sentence(field + ".text", fact.text);
                if (!texts.Add(fact.text))
                    found.Add(field + ".text", $"“{fact.text}” stands there twice", "Remove one of the two");
                found.Lines(field + ".questions", fact.questions);
                found.Gate(field + ".gate", fact.gate);
                found.Lines(field + ".knownBy", fact.knownBy);
                if (fact.knownBy.Contains(sheet.name))
                    found.Add(field + ".knownBy", "she herself is listed", "List only others: she always knows her own facts");
            }
        }

        static void CheckMemory(CharacterSheet sheet, Findings found)
        {
            var names = new HashSet<string>();
            for (int i = 0; i < sheet.memorySlots.Count; i++)
            {
                MemorySlot slot = sheet.memorySlots[i];
                string field = $"memorySlots[{i}]";
                found.Name(field + ".name", slot.name, names);
                found.Line(field + ".label", slot.label, "Write what the player sees, such as 誕生日");
                found.Sentence(field + ".fact", slot.fact);
                found.OnePlaceholder(field + ".fact", slot.fact);
                found.Lines(field + ".questions", slot.questions);
                found.Lines(field + ".replies", slot.replies);
                if (slot.patterns.Count == 0)
                    found.Add(field + ".patterns", "there is none, so nothing would ever be kept", "Write how the player may tell it, such as 誕生日は{value}");
                for (int p = 0; p < slot.patterns.Count; p++)
                {
                    found.OnePlaceholder($"{field}.patterns[{p}]", slot.patterns[p]);
                    if (slot.kind == SlotKind.Text && slot.patterns[p].Replace(MemorySlot.Hole, "").Length < 2)
                        found.Add($"{field}.patterns[{p}]", "almost any line would fit it", "Write more of the words around the value");
                }

                CheckExamples(slot, field, found);
            }
        }

        static void CheckExamples(MemorySlot slot, string field, Findings found)
        {
            found.Lines(field + ".cues", slot.cues);
            for (int i = 0; i < slot.examples.Count; i++)
            {
                SlotExample example = slot.examples[i];
                found.Line($"{field}.examples[{i}].line", example.line, "Write a line as a player may say it");
                if (!example.line.Contains(example.value))
                    found.Add($"{field}.examples[{i}].value", $"“{example.value}” does not stand in its line", "Copy the piece of the line that tells it, or leave it empty");
            }

            if (slot.cues.Count > 0 && !(slot.examples.Exists(e => e.value.Length > 0) && slot.examples.Exists(e => e.value.Length == 0)))
                found.Add(field + ".examples", "they do not show both what tells it and what does not", "Write some lines of each, or remove the cues");
            if (slot.cues.Count == 0 && slot.examples.Count > 0)
                found.Add(field + ".cues", "there is none, so the examples are of no use", "Write words that such a line holds, such as 名前, or remove the examples");
        }

        static void CheckExpressions(CharacterSheet sheet, Findings found)
        {
            var names = new HashSet<string>();
            if (sheet.expressions.Count == 0)
                found.Add("expressions", "she has no face at all", $"Add one named {Expression.Neutral}");
            for (int i = 0; i < sheet.expressions.Count; i++)
            {
                found.Name($"expressions[{i}].name", sheet.expressions[i].name, names);
                found.Lines($"expressions[{i}].cues", sheet.expressions[i].cues);
                if (Math.Abs(sheet.expressions[i].affection) > 3)
                    found.Add($"expressions[{i}].affection", $"{sheet.expressions[i].affection} is too much for one turn", "Write a number from -3 to 3");
            }
        }

        static void CheckFallbacks(CharacterSheet sheet, Findings found)
        {
            found.Line("fallbackLine", sheet.fallbackLine, "Write what she says when the model fails, so that the scene goes on");
            for (int i = 0; i < sheet.fallbacks.Count; i++)
            {
                found.Line($"fallbacks[{i}].text", sheet.fallbacks[i].text, "Write what she says");
                if (!Enum.IsDefined(typeof(FallbackSituation), sheet.fallbacks[i].situation))
                    found.Add($"fallbacks[{i}].situation", $"there is no situation {(int)sheet.fallbacks[i].situation}", "Choose one of FallbackSituation");
            }
        }

        static void CheckModel(CharacterSheet sheet, Findings found)
        {
            ModelSettings model = sheet.model;
            found.Line("model.file", model.file, "Name a GGUF file of the models folder");
            found.Line("model.embedder", model.embedder, "Name a GGUF file of the models folder");
            if (model.replyTokens < 1)
                found.Add("model.replyTokens", "a reply needs room", "Write 96, or how many tokens a reply may have");
            if (model.contextTokens < model.replyTokens * 2)
                found.Add("model.contextTokens", "prompt and reply do not fit in", $"Write at least {model.replyTokens * 2}, better 2048");
            if (model.threads < 0)
                found.Add("model.threads", $"{model.threads} is no number of threads", "Write 0 for the machine's own choice");
            if (!IsFinite(model.adapterScale))
                found.Add("model.adapterScale", $"{model.adapterScale} is no number", "Write 1 for the adapter as it was trained");
            if (!(sheet.sampling.temperature >= 0) || !IsFinite(sheet.sampling.temperature))
                found.Add("sampling.temperature", "it is no number from 0 on", "Write 0 for always the same answer, or about 0.8");
            if (!(sheet.sampling.minP >= 0 && sheet.sampling.minP <= 1))
                found.Add("sampling.minP", "it is not between 0 and 1", "Write 0.05, or 0 to keep every token");
            found.Lines("safety.refusedWords", sheet.safety.refusedWords);
        }

        static bool IsFinite(float number) => !float.IsNaN(number) && !float.IsInfinity(number);

        /// <summary>The rules that several fields share.</summary>
        sealed class Findings
        {
            public List<SheetProblem> All { get; } = new List<SheetProblem>();

            public void Add(string field, string problem, string remedy) => All.Add(new SheetProblem(field, problem, remedy));

            public void Line(string field, string text, string remedy)
            {
                if (string.IsNullOrWhiteSpace(text))
                    Add(field, "it is empty", remedy);
                else if (text.IndexOf('\n') >= 0)
                    Add(field, "it has several lines", "Write it on one line");
                else if (text.IndexOf('\uFFFD') >= 0)
                    Add(field, "it holds U+FFFD: it was decoded wrongly before it was saved", "Write it anew, or read the file that it came from in its own encoding");
            }

            public void Lines(string field, List<string> texts)
            {
                for (int i = 0; i < texts.Count; i++)
                {
                    Line($"{field}[{i}]", texts[i], "Fill it in or remove it");
                    if (texts.IndexOf(texts[i]) < i)
                        Add($"{field}[{i}]", $"“{texts[i]}” stands there twice", "Remove one of the two");
                }
            }

            public void Sentence(string field, string text)
            {
                Line(field, text, "Write a sentence that ends in 。");
                if (text.Length > 0 && text[text.Length - 1] != '。')
                    Add(field, $"“{text}” does not end in 。", "End it with 。, as in the training data");
            }

            public void Gate(string field, string text)
            {
                try
                {
                    Character.Gate.Parse(text);
                }
                catch (OjousamaException e)
                {
                    Add(field, e.Problem, e.Remedy);
                }
            }

            public void Name(string field, string name, HashSet<string> names)
            {
                if (name.Length == 0 || !name.All(c => c < 128 && (char.IsLetterOrDigit(c) || c == '_')))
                    Add(field, $"“{name}” is no name", "Write letters, digits and _ only, such as smile");
                else if (!names.Add(name))
                    Add(field, $"“{name}” stands there twice", "Rename one of the two");
            }

            public void OnePlaceholder(string field, string text)
            {
                int at = text.IndexOf(MemorySlot.Hole, StringComparison.Ordinal);
                if (at < 0 || text.IndexOf(MemorySlot.Hole, at + 1, StringComparison.Ordinal) >= 0)
                    Add(field, $"“{text}” does not hold {MemorySlot.Hole} once", $"Write {MemorySlot.Hole} where the value goes");
            }
        }
    }
}
