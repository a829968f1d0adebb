using Ojousama.Character;
using Ojousama.Dialogue.Guard;

namespace Ojousama.Studio.Evaluation.Scoring;

/// <summary>Whether a reply is in a character's voice, by rule: nothing that she never says, and her word for “I” or a sentence that ends as hers do.</summary>
/// <remarks>
/// Her endings are those that her author wrote down, and the last two characters that end one in two hundred or more of the sentences of her
/// lines; bare polite ones, which everybody uses, only if her author wrote them down. Without lines and endings only the bans count.
/// </remarks>
sealed class StyleCheck
{
    const double CommonEnding = 0.005;
    const int FewestSentences = 100; // below, every ending of her lines is hers
    const int EndingLength = 2; // characters

    /// <summary>Words for “I”, the longer before those that they hold.</summary>
    static readonly string[] s_firstPersons =
        ["わたくし", "わたし", "あたくし", "あたし", "うち", "ぼく", "おれ", "わし", "ボク", "オレ", "アタシ", "ワタシ", "私", "僕", "俺", "儂"];

    /// <summary>Last characters of plain polite speech: no sign of anybody.</summary>
    static readonly string[] s_neutral = ["です", "ます", "した", "せん"];

    readonly string _firstPerson;
    readonly SpeechCheck _bans, _persons;
    readonly HashSet<string> _endings;

    /// <param name="sheet">Whose voice it is.</param>
    /// <param name="lines">What she has said: replies of her sheet and of her line file.</param>
    public StyleCheck(CharacterSheet sheet, IReadOnlyList<string> lines)
    {
        SpeechStyle speech = sheet.speech;
        _firstPerson = speech.firstPerson;
        _bans = new SpeechCheck(speech);
        _persons = new SpeechCheck(new SpeechStyle { bannedWords = OtherFirstPersons(speech.firstPerson, lines) });
        _endings = [.. speech.likedEndings.Where(e => e.Length > 0), .. CommonEndings(lines)];
    }

    /// <returns>What is wrong; null if all is well.</returns>
    public Fault? Find(string reply)
    {
        string[] sentences = [.. Sentences.Of(reply)];
        foreach (string sentence in sentences)
        {
            if (_bans.Find(sentence) is string banned)
                return new Fault(FaultCode.BannedWord, banned);
            if (_persons.Find(sentence) is string person)
                return new Fault(FaultCode.OtherFirstPerson, person);
        }

        bool hasVoice = _endings.Count == 0 || (_firstPerson.Length > 0 && reply.Contains(_firstPerson, StringComparison.Ordinal)) || sentences.Any(s => _endings.Any(ending => Sentences.Body(s).EndsWith(ending, StringComparison.Ordinal)));
        return hasVoice ? null : new Fault(FaultCode.NoVoice, sentences.Length == 0 ? "" : Sentences.Body(sentences[^1]));
    }

    static List<string> OtherFirstPersons(string own, IReadOnlyList<string> lines) => own.Length == 0
        ? []
        : [.. s_firstPersons.Where(p => !own.Contains(p, StringComparison.Ordinal) && !IsCommon(p, lines))];

    /// <summary>うち is a word for “I” or means “home”: what she often says herself is no fault.</summary>
    static bool IsCommon(string word, IReadOnlyList<string> lines) =>
        lines.Count > 0 && lines.Count(l => l.Contains(word, StringComparison.Ordinal)) >= CommonEnding * lines.Count;

    static IEnumerable<string> CommonEndings(IReadOnlyList<string> lines)
    {
        string[] endings = [.. lines.SelectMany(Sentences.Of).Select(Sentences.Body).Where(s => s.Length > EndingLength).Select(s => s[^EndingLength..])];
        double least = endings.Length < FewestSentences ? 0 : CommonEnding * endings.Length;
        return endings.GroupBy(e => e).Where(g => g.Count() >= least && !s_neutral.Contains(g.Key)).Select(g => g.Key);
    }
}
