using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using MessagePack;
using Ojousama.Saving;
using Ojousama.Storage;

namespace Ojousama.Tests.Saving
{
    public sealed class EventCodecTests
    {
        [Test]
        public void Every_kind_is_read_as_it_was_written()
        {
            var bytes = new ArrayBufferWriter<byte>();
            foreach (var e in Events.OfEveryKind())
                EventCodec.Write(bytes, e);
            Assert.That(Events.Json(Read(bytes.WrittenMemory)), Is.EqualTo(Events.Json(Events.OfEveryKind())));
        }

        [Test]
        public void Saves_of_earlier_versions_lack_fields_and_later_ones_have_more()
        {
            var bytes = new ArrayBufferWriter<byte>();
            var writer = new MessagePackWriter(bytes);
            writer.WriteArrayHeader(3); // a line without an id
            writer.Write((long)EventKind.LineShown);
            writer.Write("絢音");
            writer.Write("はい");
            writer.WriteArrayHeader(5); // a value with two fields that we do not know
            writer.Write((long)EventKind.ValueSet);
            writer.Write("chapter");
            writer.Write(3);
            writer.WriteArrayHeader(1);
            writer.Write("？");
            writer.WriteNil();
            writer.WriteArrayHeader(1); // a turn with nothing at all
            writer.Write((long)EventKind.TurnTaken);
            writer.Flush();

            var events = Read(bytes.WrittenMemory);
            Assert.That((((LineShown)events[0]).Text, ((LineShown)events[0]).Id), Is.EqualTo(("はい", "")));
            Assert.That(((ValueSet)events[1]).Value, Is.EqualTo(3));
            Assert.That(((TurnTaken)events[2]).Exchange.Facts, Is.Empty);
        }

        [Test]
        public void A_kind_that_is_not_known_is_an_error()
        {
            Assert.That(() => Read(new byte[] { 0x91, 99 }), Throws.TypeOf<InvalidDataException>().With.Message.Contains("99"));
        }

        [TestCase(0d)]
        [TestCase(-1d)]
        [TestCase(1e15)]
        [TestCase(1e300)]
        [TestCase(0.1)]
        [TestCase(double.NaN)]
        [TestCase(double.NegativeInfinity)]
        [TestCase(9007199254740993d)]
        public void Numbers_of_any_size_survive(double value)
        {
            var bytes = new ArrayBufferWriter<byte>();
            EventCodec.Write(bytes, new ValueSet("x", value));
            Assert.That(((ValueSet)Read(bytes.WrittenMemory)[0]).Value, Is.EqualTo(value));
        }

        [Test]
        public void Json_names_every_field()
        {
            Assert.That(Events.Json(Events.OfEveryKind()), Is.EqualTo(
                "[\n" +
                "  {\"event\": \"LineShown\", \"speaker\": \"絢音\", \"text\": \"ごきげんよう。[face:joy]\", \"id\": \"garden/1\"},\n" +
                "  {\"event\": \"ChoiceMade\", \"option\": 1, \"text\": \"お茶にしよう\", \"id\": \"garden/2\"},\n" +
                "  {\"event\": \"ValueSet\", \"name\": \"chapter\", \"value\": 2},\n" +
                "  {\"event\": \"TurnTaken\", \"character\": \"絢音\", \"player\": \"趣味は？\", \"reply\": \"ピアノですわ。\", " +
                "\"facts\": [\"趣味はピアノ。\", \"猫が好き。\"], \"id\": \"tea\", \"authored\": 0},\n" +
                "  {\"event\": \"ValueAdded\", \"name\": \"affection\", \"amount\": -1.5, \"reason\": \"\\\"rude\\\"\\n\"},\n" +
                "  {\"event\": \"TextSet\", \"name\": \"nickname\", \"text\": \"たっくん👍🏽\"},\n" +
                "  {\"event\": \"CommandGiven\", \"text\": \"background garden\"}\n" +
                "]\n"));
            Assert.That(Events.Json(new GameEvent[] { new TextSet("\\\u0001", "a\uD83D"), new ValueSet("x", double.NaN) }), Is.EqualTo(
                "[\n  {\"event\": \"TextSet\", \"name\": \"\\\\\\u0001\", \"text\": \"a\\ud83d\"},\n" +
                "  {\"event\": \"ValueSet\", \"name\": \"x\", \"value\": null}\n]\n"));
            Assert.That(Events.Json(Array.Empty<GameEvent>()), Is.EqualTo("[\n]\n"));
        }

        static List<GameEvent> Read(ReadOnlyMemory<byte> bytes)
        {
            var events = new List<GameEvent>();
            var reader = new MessagePackReader(bytes);
            while (!reader.End)
                EventCodec.ReadInto(events, ref reader);
            return events;
        }
    }
}
