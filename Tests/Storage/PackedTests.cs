using System;
using System.IO;
using System.Linq;
using MessagePack;
using NUnit.Framework;
using Ojousama.Storage;

namespace Ojousama.Tests.Storage
{
    /// <summary>What is asked of the MessagePack library: the bytes that saves hold, and no harm from others.</summary>
    public sealed class PackedTests
    {
        // Each number at the edge of its form, with the bytes that the specification gives it.
        [TestCase(0L, "00")]
        [TestCase(127L, "7F")]
        [TestCase(128L, "CC80")]
        [TestCase(256L, "CD0100")]
        [TestCase(65536L, "CE00010000")]
        [TestCase(4294967296L, "CF0000000100000000")]
        [TestCase(long.MaxValue, "CF7FFFFFFFFFFFFFFF")]
        [TestCase(-32L, "E0")]
        [TestCase(-33L, "D0DF")]
        [TestCase(-129L, "D1FF7F")]
        [TestCase(-32769L, "D2FFFF7FFF")]
        [TestCase(-2147483649L, "D3FFFFFFFF7FFFFFFF")]
        public void Whole_numbers_take_their_shortest_form(long value, string bytes)
        {
            Assert.That(Write((ref MessagePackWriter w) => w.Write(value)), Is.EqualTo(bytes));
            Assert.That(Read(bytes, (ref MessagePackReader r) => r.ReadInt64()), Is.EqualTo(value));
            Assert.That(Read(bytes, (ref MessagePackReader r) => r.ReadDouble()), Is.EqualTo((double)value), "a field of a save may grow from whole numbers to any");
        }

        [TestCase("D000", 0L)]
        [TestCase("D30000000000000001", 1L)]
        [TestCase("CF0000000000000080", 128L)]
        public void Longer_forms_than_needed_are_read(string bytes, long value) => Assert.That(Read(bytes, (ref MessagePackReader r) => r.ReadInt64()), Is.EqualTo(value));

        [TestCase("", "A0")]
        [TestCase("嬢", "A3E5ACA2")]
        public void Texts_are_utf8(string text, string bytes) => Assert.That(Write((ref MessagePackWriter w) => w.Write(text)), Is.EqualTo(bytes));

        /// <summary>UTF-8 cannot hold it; an attribute cannot either, so that it stands here.</summary>
        [Test]
        public void Half_an_emoji_is_written_as_the_sign_for_what_is_unknown() => Assert.That(Write((ref MessagePackWriter w) => w.Write("a\uD83D")), Is.EqualTo("A461EFBFBD"));

        [TestCase("05")]
        [TestCase("CB0000000000000000")]
        [TestCase("A161")]
        [TestCase("C50001FF")]
        [TestCase("92C0C3")]
        [TestCase("82A16101A16290")]
        [TestCase("DC000291C001")]
        [TestCase("DE000101DD00000001C0")]
        [TestCase("D80100112233445566778899AABBCCDDEEFF")]
        [TestCase("C7020100FF")]
        public void Any_value_can_be_passed_over(string bytes)
        {
            Assert.That(Read(bytes + "7F", SkipThenRead), Is.EqualTo(127));
            for (int cut = 0; cut < bytes.Length / 2; cut++)
                Assert.That(() => Read(bytes.Substring(0, 2 * cut), SkipThenRead), Throws.TypeOf<InvalidDataException>(), $"cut to {cut} bytes");

            static long SkipThenRead(ref MessagePackReader reader)
            {
                reader.SkipValue();
                return reader.ReadInt64();
            }
        }

        [Test]
        public void However_deep_lists_lie_in_lists_the_stack_holds()
        {
            var bytes = Enumerable.Repeat((byte)0x91, 1_000_000).Append((byte)0xC0).ToArray();
            Assert.That(
                Packed.Read(
                    bytes,
                    (ref MessagePackReader reader) =>
                    {
                        reader.SkipValue();
                        return reader.End;
                    }),
                Is.True);
        }

        [TestCase("C1")]                 // the one byte that the specification never uses
        [TestCase("C0")]
        [TestCase("A2E5AC")]             // half a kanji
        [TestCase("DBFFFFFFFF61")]       // a length that would fill the memory
        [TestCase("DB7FFFFFFF61")]
        public void Broken_texts_are_refused(string bytes) =>
            Assert.That(() => Read(bytes, (ref MessagePackReader r) => r.ReadText()), Throws.TypeOf<InvalidDataException>());

        [TestCase("C0")]
        [TestCase("C6FFFFFFFF61")]
        [TestCase("A161")]
        public void Broken_data_is_refused(string bytes) =>
            Assert.That(() => Read(bytes, (ref MessagePackReader r) => r.ReadData().Length), Throws.TypeOf<InvalidDataException>());

        [TestCase("DD7FFFFFFFC0")]
        [TestCase("92C0")]
        public void Lists_longer_than_the_data_are_refused(string bytes) =>
            Assert.That(() => Read(bytes, (ref MessagePackReader r) => r.ReadArrayHeader()), Throws.TypeOf<InvalidDataException>());

        [TestCase("CFFFFFFFFFFFFFFFFF")]
        [TestCase("C9FFFFFFFF")]
        [TestCase("C0")]
        public void Numbers_out_of_range_are_refused(string bytes) =>
            Assert.That(() => Read(bytes, (ref MessagePackReader r) => r.ReadInt64()), Throws.TypeOf<InvalidDataException>());

        static string Write(Packed.Writing write) => BitConverter.ToString(Packed.Write(write).ToArray()).Replace("-", "");

        static T Read<T>(string hex, Packed.Reading<T> read) =>
            Packed.Read(Enumerable.Range(0, hex.Length / 2).Select(i => Convert.ToByte(hex.Substring(2 * i, 2), 16)).ToArray(), read);
    }
}
