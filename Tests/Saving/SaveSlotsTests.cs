using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Ojousama.Saving;
using Ojousama.Storage;

namespace Ojousama.Tests.Saving
{
    public sealed class SaveSlotsTests
    {
        static readonly DateTimeOffset Start = new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);

        TemporaryFolder _folder = null!;
        SaveSlots _slots = null!;

        [SetUp]
        public void MakeFolder()
        {
            _folder = new TemporaryFolder();
            _slots = new SaveSlots(_folder["saves"]);
        }

        [TearDown]
        public void DropFolder() => _folder.Dispose();

        [Test]
        public void A_save_is_loaded_as_it_was_stored()
        {
            var slot = new SaveSlot(SaveKind.Manual, 3);
            Assert.That((_slots.IsTaken(slot), _slots.Peek(slot)), Is.EqualTo((false, (SaveSummary?)null)));
            _slots.Store(slot, new Save(Events.OfEveryKind())
            {
                SavedAt = Start, Played = TimeSpan.FromMinutes(83), Caption = "薔薇園にて", Thumbnail = new byte[] { 1, 2, 3 },
            });

            Save save = _slots.Load(slot);
            Assert.That(Events.Json(save.Events), Is.EqualTo(Events.Json(Events.OfEveryKind())));
            foreach (SaveSummary summary in new[] { save, _slots.Peek(slot)! })
            {
                Assert.That((summary.SavedAt, summary.Played, summary.Caption), Is.EqualTo((Start, TimeSpan.FromMinutes(83), "薔薇園にて")));
                Assert.That(summary.Thumbnail, Is.EqualTo(new byte[] { 1, 2, 3 }));
            }

            _slots.Store(slot, new Save(Array.Empty<GameEvent>()));
            Assert.That(_slots.Load(slot).Events, Is.Empty, "it was overwritten");
            _slots.Delete(slot);
            Assert.That(() => _slots.Load(slot), Throws.TypeOf<OjousamaException>().With.Message.Contains("manual-03 is empty"));
        }

        [Test]
        public void Quick_and_automatic_saves_go_round()
        {
            var order = Enumerable.Range(0, 13).Select(i =>
            {
                SaveSlot slot = _slots.Oldest(SaveKind.Quick);
                _slots.Store(slot, new Save(Array.Empty<GameEvent>()) { SavedAt = Start.AddMinutes(i) });
                return slot.Number;
            });
            Assert.That(order, Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 2, 3 }));
            Assert.That(_slots.Taken().Select(s => s.Number), Is.EqualTo(new[] { 3, 2, 1, 10, 9, 8, 7, 6, 5, 4 }));
            Assert.That(_slots.Oldest(SaveKind.Auto), Is.EqualTo(new SaveSlot(SaveKind.Auto, 1)), "kinds do not mix");
        }

        [Test]
        public void A_damaged_save_is_told_of_and_hides_no_other()
        {
            var good = new SaveSlot(SaveKind.Manual, 1);
            var bad = new SaveSlot(SaveKind.Manual, 2);
            foreach (var slot in new[] { good, bad })
                _slots.Store(slot, new Save(Events.OfEveryKind()) { SavedAt = Start });
            string path = _folder["saves/manual-02.save"];
            byte[] whole = File.ReadAllBytes(path);

            for (int i = 0; i < whole.Length; i++)
            {
                byte[] flipped = (byte[])whole.Clone();
                flipped[i] ^= 0x40;
                File.WriteAllBytes(path, flipped);
                Assert.That(() => _slots.Load(bad), Throws.TypeOf<OjousamaException>().With.Message.Contains(path), $"byte {i}");
                File.WriteAllBytes(path, whole.AsSpan(0, i).ToArray());
                Assert.That(() => _slots.Load(bad), Throws.TypeOf<OjousamaException>().With.Message.Contains(path), $"cut to {i} bytes");
            }

            Assert.That(_slots.Taken(), Is.EqualTo(new[] { good, bad }));
            Assert.That(() => _slots.Peek(bad), Throws.TypeOf<OjousamaException>());
        }

        [Test]
        public void A_save_of_a_newer_game_says_so()
        {
            var slot = new SaveSlot(SaveKind.Auto, 1);
            _slots.Store(slot, new Save(Events.OfEveryKind()));
            string path = _folder["saves/auto-01.save"];
            byte[] bytes = File.ReadAllBytes(path);
            bytes[3]++;
            File.WriteAllBytes(path, bytes);
            Assert.That(() => _slots.Load(slot), Throws.TypeOf<OjousamaException>().With.Message.Contains("Update the game"));
        }

        [Test]
        public void A_folder_that_cannot_be_written_is_told_of()
        {
            File.WriteAllText(_folder["saves"], "a file in the way");
            Assert.That(
                () => _slots.Store(new SaveSlot(SaveKind.Quick, 1), new Save(Array.Empty<GameEvent>())),
                Throws.TypeOf<OjousamaException>().With.Message.Contains("cannot be written"));
        }

        [Test]
        public void There_are_ten_slots_of_a_kind()
        {
            Assert.That(() => new SaveSlot(SaveKind.Auto, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new SaveSlot(SaveKind.Auto, 11), Throws.TypeOf<ArgumentOutOfRangeException>());
        }

        [Test]
        public void Read_lines_are_known_in_the_next_game_until_they_change()
        {
            string path = _folder["read.bin"];
            var lines = new ReadLines(path);
            lines.Add("garden/1", "ごきげんよう。");
            lines.Add("garden/2", "お茶ですわ。");
            lines.Store();

            lines = new ReadLines(path);
            Assert.That(lines.Count, Is.EqualTo(2));
            Assert.That(lines.Contains("garden/1", "ごきげんよう。"), Is.True);
            Assert.That(lines.Contains("garden/1", "ごきげんよう！"), Is.False);
            Assert.That(lines.Contains("garden/3", "ごきげんよう。"), Is.False);

            byte[] bytes = File.ReadAllBytes(path);
            bytes[12] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.That(new ReadLines(path).Count, Is.Zero, "a damaged file counts as none");
        }

        [Test]
        public void What_was_written_last_counts_as_newest_whatever_the_clock_says()
        {
            for (int i = 1; i <= 12; i++) // the clock was five years ahead, and was set right
            {
                SaveSlot slot = new SaveSlots(_folder["saves"]).Oldest(SaveKind.Auto);
                _slots.Store(slot, new Save(Array.Empty<GameEvent>()) { SavedAt = new DateTimeOffset(i <= 8 ? 2030 : 2025, 1, 1, 0, i, 0, TimeSpan.Zero) });
            }

            Assert.That(_slots.Taken().Select(slot => slot.Number), Is.EqualTo(new[] { 2, 1, 10, 9, 8, 7, 6, 5, 4, 3 }));
            Assert.That(_slots.Oldest(SaveKind.Auto).Number, Is.EqualTo(3));
        }

        [Test]
        public void A_save_without_a_number_is_older_than_any_with_one()
        {
            _slots.Store(new SaveSlot(SaveKind.Quick, 1), new Save(Array.Empty<GameEvent>()) { SavedAt = Start });
            File.WriteAllBytes(_folder["saves/quick-02.save"], SaveFormat.Write(new Save(Array.Empty<GameEvent>()) { SavedAt = Start.AddYears(1) }));
            File.WriteAllBytes(_folder["saves/quick-03.save"], SaveFormat.Write(new Save(Array.Empty<GameEvent>()) { SavedAt = Start.AddYears(2) }));

            Assert.That(_slots.Taken().Select(slot => slot.Number), Is.EqualTo(new[] { 1, 3, 2 }));
        }

        [Test]
        [SetCulture("th-TH")]
        public void A_slot_shows_the_same_year_under_every_calendar() =>
            Assert.That(new SaveSummary { SavedAt = new DateTimeOffset(2026, 4, 1, 12, 0, 0, TimeZoneInfo.Local.BaseUtcOffset) }.TimeText, Does.StartWith("2026/04/01 1"));

        [Test]
        public void A_write_that_fails_leaves_no_rest()
        {
            Directory.CreateDirectory(_folder["saves/quick-01.save"]); // a folder in the way
            File.WriteAllText(_folder["other"], "old");

            Assert.That(() => _slots.Store(new SaveSlot(SaveKind.Quick, 1), new Save(Array.Empty<GameEvent>())), Throws.TypeOf<OjousamaException>());
            Assert.That(() => AtomicFile.Write(_folder["other"], _ => throw new InvalidOperationException()), Throws.InvalidOperationException);
            Assert.That(() => AtomicFile.Write(_folder["other"], stream => stream.WriteByte(1), _ => throw new FormatException()), Throws.TypeOf<FormatException>());

            Assert.That(Directory.GetFiles(_folder["."], "*.tmp", SearchOption.AllDirectories), Is.Empty);
            Assert.That(File.ReadAllText(_folder["other"]), Is.EqualTo("old"));
        }
    }
}
