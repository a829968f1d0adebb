using CsCheck;
using Ojousama.Prompting;
using Ojousama.Saving;

namespace Ojousama.Tests.Saving;

public sealed class TranscriptPropertyTests
{
    static readonly Gen<string> Word = Gen.Int[0, 5].Select(i => new[] { "affection", "chapter", "met", "はい。", "ええ、[face:joy]", "" }[i]);

    static readonly Gen<GameEvent> Event = Gen.Frequency(
        (4, Gen.Select(Word, Word, Word, (a, b, c) => (GameEvent)new LineShown(a, b, c))),
        (3, Gen.Select(Word, Word, Word.Array[0, 3], (a, b, facts) => (GameEvent)new TurnTaken("絢音", new Exchange(a, facts, b)))),
        (2, Gen.Select(Gen.Int[0, 3], Word, (i, text) => (GameEvent)new ChoiceMade(i, text))),
        (2, Gen.Select(Word, Gen.Int[-3, 3], (name, value) => (GameEvent)new ValueSet(name, value))),
        (3, Gen.Select(Word, Gen.Int[-3, 3], (name, value) => (GameEvent)new ValueAdded(name, value / 2.0))),
        (1, Gen.Select(Word, Word, (name, text) => (GameEvent)new TextSet(name, text))));

    [Test]
    public void Back_and_forward_any_number_of_lines_ends_where_it_began() =>
        Gen.Select(Event.Array[0, 60], Gen.Int[0, 40]).Sample(
            (events, lines) =>
            {
                var transcript = new Transcript();
                foreach (var e in events)
                    transcript.Add(e);
                string before = Look(transcript);
                int back = 0;
                while (back < lines && transcript.RollBack())
                    back++;
                for (; back > 0; back--)
                {
                    if (!transcript.Forward())
                        return false;
                }

                return transcript.Position == events.Length && Look(transcript) == before;
            },
            iter: 10_000);

    [Test]
    public void A_log_resumes_what_any_play_with_rollbacks_came_to() =>
        Gen.Select(Event, Gen.Int[0, 9]).Array[0, 60].Sample(
            play =>
            {
                using var folder = new TemporaryFolder();
                string events, state;
                using (var transcript = new Transcript(folder["log"]))
                {
                    foreach (var (e, what) in play)
                    {
                        if (what == 0)
                            transcript.RollBack();
                        else if (what == 1)
                            transcript.MoveTo(transcript.Events.Count / 2);
                        else if (what == 2)
                            transcript.Forward();
                        else
                            transcript.Add(e);
                    }

                    transcript.MoveTo(transcript.Events.Count);
                    events = Events.Json(transcript.Events);
                    state = Look(transcript);
                }

                using var resumed = new Transcript(folder["log"]);
                return Events.Json(resumed.Events) == events && Look(resumed) == state;
            },
            iter: 300);

    /// <summary>All that the state tells, from a fold of its own for the values.</summary>
    static string Look(Transcript transcript)
    {
        var values = new SortedDictionary<string, double>();
        foreach (var e in transcript.Past())
        {
            if (e is ValueSet set)
                values[set.Name] = set.Value;
            else if (e is ValueAdded added)
                values[added.Name] = values.GetValueOrDefault(added.Name) + added.Amount;
        }

        foreach (var (name, value) in values)
            Assert.That(transcript.State.ValueOf(name), Is.EqualTo(value));
        return string.Join(" ", values) + string.Join(" ", transcript.State.ConversationWith("絢音").Select(t => t.PlayerLine + t.Reply)) +
            transcript.State.TextOf("met") + transcript.State.Step?.Id;
    }
}
