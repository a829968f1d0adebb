using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Ojousama.Saving;
using Ojousama.Storage;

namespace Ojousama.Tests.Saving
{
    public sealed class EventLogTests
    {
        TemporaryFolder _folder = null!;
        string _path = null!;

        [SetUp]
        public void MakeFolder()
        {
            _folder = new TemporaryFolder();
            _path = _folder["deep/game.log"];
        }

        [TearDown]
        public void DropFolder() => _folder.Dispose();

        [Test]
        public void A_log_goes_on_where_it_was_left()
        {
            WriteAll(Events.OfEveryKind());
            using (var log = new EventLog(_path, new List<GameEvent>()))
                log.Append(new ValueSet("day", 7));
            Assert.That(Events.Json(ReadAll()), Is.EqualTo(Events.Json(Events.OfEveryKind().Append(new ValueSet("day", 7)).ToArray())));
        }

        [Test]
        public void A_log_that_was_cut_anywhere_holds_every_whole_record_and_takes_more()
        {
            var ends = new List<long> { 4 }; // length of the file after each record
            using (var log = new EventLog(_path, new List<GameEvent>()))
            {
                foreach (var e in Events.OfEveryKind())
                {
                    log.Append(e);
                    ends.Add(new FileInfo(_path).Length);
                }
            }

            byte[] whole = File.ReadAllBytes(_path);
            for (int length = 0; length <= whole.Length; length++)
            {
                File.WriteAllBytes(_path, whole.AsSpan(0, length).ToArray());
                int records = ends.Count(end => end <= length) - 1;
                var expected = Events.OfEveryKind().Take(Math.Max(0, records)).ToList();

                var events = new List<GameEvent>();
                using (var log = new EventLog(_path, events))
                {
                    Assert.That(Events.Json(events), Is.EqualTo(Events.Json(expected)), $"cut to {length} bytes");
                    Assert.That(log.CutBytes, Is.EqualTo(length - (records < 0 ? 0 : ends[records])), $"cut to {length} bytes");
                    log.Append(new ValueSet("after", length));
                }

                expected.Add(new ValueSet("after", length));
                events.Clear();
                using (var log = new EventLog(_path, events))
                    Assert.That(log.CutBytes, Is.Zero, $"cut to {length} bytes");
                Assert.That(Events.Json(events), Is.EqualTo(Events.Json(expected)), $"cut to {length} bytes");
            }

            Assert.That(File.Exists(_path + ".damaged"), Is.False, "half a record is nothing to worry about");
        }

        [Test]
        public void A_flipped_bit_ends_the_log_there_and_the_rest_is_kept_aside()
        {
            WriteAll(Events.OfEveryKind());
            byte[] whole = File.ReadAllBytes(_path);
            for (int i = 4; i < whole.Length; i++)
            {
                byte[] flipped = (byte[])whole.Clone();
                flipped[i] ^= 0x10;
                File.WriteAllBytes(_path, flipped);
                string events = Events.Json(ReadAll());
                Assert.That(Enumerable.Range(0, Events.OfEveryKind().Length).Select(n => Events.Json(Events.OfEveryKind().Take(n).ToArray())), Does.Contain(events), $"byte {i}");
            }

            File.Delete(_path + ".damaged");
            whole[20] ^= 1; // in the first record
            File.WriteAllBytes(_path, whole);
            Assert.That(ReadAll(), Is.Empty);
            Assert.That(File.ReadAllBytes(_path + ".damaged"), Is.EqualTo(whole));
        }

        [Test]
        public void What_was_taken_back_stays_away()
        {
            using (var log = new EventLog(_path, new List<GameEvent>()))
            {
                log.Append(new ValueSet("a", 1));
                log.Append(new ValueSet("b", 2));
                log.Rewind(1);
                log.Append(new ValueSet("c", 3));
            }

            Assert.That(ReadAll().Select(e => ((ValueSet)e).Name), Is.EqualTo(new[] { "a", "c" }));
        }

        [Test]
        public void Another_content_can_take_the_place_of_all()
        {
            using (var log = new EventLog(_path, new List<GameEvent>()))
            {
                log.Append(new ValueSet("a", 1));
                log.Replace(Events.OfEveryKind());
                log.Append(new ValueSet("z", 1));
                log.Flush();
            }

            Assert.That(Events.Json(ReadAll()), Is.EqualTo(Events.Json(Events.OfEveryKind().Append(new ValueSet("z", 1)).ToArray())));
        }

        [TestCase("これはログではない", "no log")]
        [TestCase("x", "no log")]
        [TestCase("OJT\u0002xx", "format 2")]
        [TestCase("OJL\u0002xx", "no log")]
        public void Other_files_are_refused_and_left_alone(string content, string problem)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(_path, content);
            Assert.That(ReadAll, Throws.TypeOf<OjousamaException>().With.Message.Contains(problem).And.Message.Contains(_path));
            Assert.That(File.ReadAllText(_path), Is.EqualTo(content));
        }

        [Test]
        public void A_log_that_is_in_use_is_refused()
        {
            using var first = new EventLog(_path, new List<GameEvent>());
            Assert.That(ReadAll, Throws.TypeOf<OjousamaException>().With.Message.Contains("once only"));
        }

        [Test]
        public void The_checksum_is_that_of_zip() =>
            Assert.That(Crc32.Of(new[] { (byte)'1', (byte)'2', (byte)'3', (byte)'4', (byte)'5', (byte)'6', (byte)'7', (byte)'8', (byte)'9' }), Is.EqualTo(0xCBF43926));

        void WriteAll(IEnumerable<GameEvent> events)
        {
            using var log = new EventLog(_path, new List<GameEvent>());
            foreach (var e in events)
                log.Append(e);
        }

        List<GameEvent> ReadAll()
        {
            var events = new List<GameEvent>();
            new EventLog(_path, events).Dispose();
            return events;
        }
    }
}
